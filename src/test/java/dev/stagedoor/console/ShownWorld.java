package dev.stagedoor.console;

import dev.stagedoor.support.Api;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A small company to take pictures of: who works there, what they may use, and a fortnight in which they did. */
record ShownWorld(Door door, Api.Application reader) {
    private static final Api ADMIN = Api.admin();

    /** Calls that nobody made: with weekends, a model that is called most, and a provider that fails now and then. */
    private static final String FORTNIGHT =
            """
            insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status,
                prompt_tokens, completion_tokens, total_tokens, first_byte_ms, duration_ms)
            select gen_random_uuid(), now() - make_interval(mins => i * 17), who, integration, model, '/chat/completions', i % 2 = 0,
                case when i % 29 = 0 then 'FAILED' else 'COMPLETED' end, case when i % 29 = 0 then 502 else 200 end,
                200 + i * 7919 % 900, 40 + i * 104729 % 400, 240 + i * 7919 % 900 + i * 104729 % 400,
                80 + i * 31 % 300, 300 + i * 131 % 2500
            from (select i, (array['ann', 'bo', 'cy', 'dee', '%1$s'])[1 + i %% 5] as who,
                    (array['my-openai', 'my-openai', 'claude', 'local'])[1 + i * 7 %% 4] as integration,
                    (array['gpt-4o', 'gpt-4o-mini', 'claude-sonnet', 'echo'])[1 + i * 7 %% 4] as model
                from generate_series(1, 1180) i where extract(isodow from now() - make_interval(mins => i * 17)) < 6 or i %% 4 = 0) calls
            """
                    .replace(" % ", " %% ");

    static ShownWorld in(Door door) throws IOException, SQLException {
        integrations();
        people();
        var reader = ADMIN.application("reader");
        ADMIN.application("nightly-report");
        grants(reader);
        prompts();
        useIt(door, reader);
        return new ShownWorld(door, reader);
    }

    private static void integrations() {
        integration("my-openai", "openai", "OpenAI for the analysts", Map.of("api_key", "sk-of-nobody"));
        integration("eu-azure", "azure_openai", "Azure in Frankfurt", azure());
        integration("claude", "anthropic", "Anthropic, for drafting", Map.of("api_key", "sk-of-nobody"));
        integration("local", "loopback", "Answers by itself", Map.of());
        for (var model : List.of(
                "my-openai:gpt-4o", "my-openai:gpt-4o-mini", "eu-azure:gpt-4o", "claude:claude-sonnet", "local:echo")) {
            var name = model.split(":", 2);
            ADMIN.model(name[0], name[1]);
        }
        ADMIN.post("/api/integrations/provider/eu-azure", Map.of("enabled", false));
        tag("/api/integrations/provider/my-openai", "team", "analysts");
        tag("/api/integrations/provider/local", "team", "everyone");
    }

    private static Map<String, Object> azure() {
        return Map.of("api_key", "of-nobody", "endpoint", "https://frankfurt.openai.azure.com");
    }

    private static void integration(String name, String type, String description, Map<String, Object> configuration) {
        ADMIN.post(
                        "/api/integrations/provider/" + name,
                        Map.of("type", type, "description", description, "configuration", configuration))
                .then()
                .statusCode(200);
    }

    private static void tag(String path, String key, String value) {
        ADMIN.put(path + "/tags", List.of(Map.of("key", key, "value", value)))
                .then()
                .statusCode(200);
    }

    private static void people() {
        Map.of("analysts", "Who reads the numbers", "writers", "Who writes the letters")
                .forEach((group, text) -> ADMIN.put(
                                "/api/groups/" + group, Map.of("description", text, "roles", List.of()))
                        .then()
                        .statusCode(200));
        Map.of("ann", "Ann Archer", "bo", "Bo Berg", "cy", "Cy Chen", "dee", "Dee Diaz")
                .forEach((user, name) -> ADMIN.put("/api/users/" + user, Map.of("name", name, "roles", List.of("USER")))
                        .then()
                        .statusCode(200));
        for (var member :
                List.of("analysts/users/ann", "analysts/users/bo", "analysts/users/cy", "writers/users/dee")) {
            ADMIN.post("/api/groups/" + member, Map.of()).then().statusCode(200);
        }
    }

    private static void grants(Api.Application reader) {
        grant("GROUP", "analysts", "INTEGRATION_PROVIDER", "my-openai");
        grant("GROUP", "writers", "TAG", "team:everyone");
        grant("USER", reader.principal(), "INTEGRATION_PROVIDER", "local");
    }

    private static void grant(String subjectType, String subject, String targetType, String target) {
        ADMIN.post(
                        "/api/auth/authorization",
                        Map.of(
                                "subject", Map.of("type", subjectType, "id", subject),
                                "target", Map.of("type", targetType, "id", target),
                                "access", List.of("READ", "EXECUTE")))
                .then()
                .statusCode(200);
    }

    private static void prompts() {
        prompt("summary", 1, "Summarise for ${audience}:\\n\\n${text}");
        prompt(
                "summary",
                2,
                "Summarise in ${sentences} sentences for ${audience}.\\nKeep names and numbers.\\n\\n${text}");
        prompt("translate", 1, "Translate into ${language}:\\n\\n${text}");
    }

    private static void prompt(String name, int version, String text) {
        ADMIN.request()
                .body('"' + text + '"')
                .post("/api/prompts/" + name + "?description=For%20the%20weekly%20letter&models=local:echo&version="
                        + version)
                .then()
                .statusCode(200);
    }

    private static void useIt(Door door, Api.Application reader) throws IOException, SQLException {
        var program = door.program();
        try (var connection = DriverManager.getConnection(
                        "jdbc:" + program.databaseUrl(), "postgres", program.databasePassword());
                var statement = connection.createStatement()) {
            statement.execute(FORTNIGHT.formatted(reader.principal()));
        }
    }
}
