package dev.stagedoor.console;

import static dev.stagedoor.console.Door.part;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.ProviderStub;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that can be named or described, named and described by somebody who wants the console to run it. */
final class HostileWorld implements AutoCloseable {
    static final String IMG = "<img src=x onerror=\"window.hostile=1\">";
    static final String SVG = "\"><svg onload=window.hostile=1>";
    static final String SCRIPT = "<script>window.hostile=1</script>";
    static final String URL = "javascript:window.hostile=1";
    static final String DOLLAR = "${7*7}";
    static final String BRACES = "{{7*7}}";
    static final String BACKWARDS = "\u202Etxt.exe";
    static final String LONG = "w".repeat(200);
    static final String ALL = String.join(" ", IMG, SVG, SCRIPT, URL, DOLLAR, BRACES, BACKWARDS);
    static final String MODELS =
            """
            {"object": "list", "data": [{"id": "<img src=x onerror=window.hostile=1>"}, {"id": "\\"><svg onload=window.hostile=1>"}]}
            """;

    /** What a name of anything may hold: neither a slash nor a colon. */
    private static final List<String> NAMES = List.of(IMG, SVG, DOLLAR, BRACES, LONG);

    private static final List<String> NAMES_OF_SUBJECTS =
            List.of(IMG, SVG, DOLLAR, BRACES, LONG, SCRIPT, URL, BACKWARDS);
    private static final List<String> EVERYTHING = List.of("READ", "EXECUTE", "UPDATE", "DELETE", "CREATE");

    private final ProviderStub provider = new ProviderStub();
    private final Api api;
    private String applicationId;
    private String longApplicationId;

    private HostileWorld(Api api) {
        this.api = api;
    }

    static HostileWorld in(Api api) {
        var world = new HostileWorld(api);
        world.nameSubjects();
        world.nameTargets();
        world.giveAccess();
        world.call();
        return world;
    }

    private void nameSubjects() {
        for (var name : NAMES_OF_SUBJECTS) {
            put("/api/groups/" + part(name), Map.of("description", ALL, "roles", List.of()));
            put("/api/users/" + part(name), Map.of("name", name, "roles", List.of("USER"), "groups", List.of(name)));
            var id = application(name);
            if (name.equals(IMG)) {
                applicationId = id;
            } else if (name.equals(LONG)) {
                longApplicationId = id;
            }
        }
        NAMES.forEach(name -> api.post("/api/roles", Map.of("name", name, "permissions", List.of("READ_INTEGRATION")))
                .then()
                .statusCode(200));
    }

    private String application(String name) {
        String id = api.post("/api/applications", Map.of("name", name))
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        tag("/api/applications/" + id);
        return id;
    }

    private void nameTargets() {
        for (var name : NAMES) {
            integration(name, "loopback", Map.of());
            model(name, name);
        }
        integration("plain", "loopback", Map.of());
        Stream.of(IMG, SVG, DOLLAR, BRACES, LONG).forEach(name -> model("plain", name));
        integration("provided", "openai", Map.of("api_key", "sk-of-a-stub", "endpoint", provider.url()));
        model("provided", "answers");
        NAMES.forEach(this::prompt);
        definition();
    }

    private void integration(String name, String type, Map<String, String> configuration) {
        var path = "/api/integrations/provider/" + part(name);
        post(path, Map.of("type", type, "description", ALL, "configuration", configuration));
        tag(path);
    }

    private void model(String integration, String name) {
        var path = "/api/integrations/provider/" + part(integration) + "/integration/" + part(name);
        post(path, Map.of("description", ALL, "enabled", true));
        tag(path);
    }

    private void prompt(String name) {
        var path = "/api/prompts/" + part(name);
        for (var version : List.of("1", "2")) {
            api.request()
                    .contentType(ContentType.TEXT)
                    .body(ALL + " ${" + SVG + "} version " + version)
                    .post(path + "?description=" + part(ALL) + "&models=" + part("provided:" + IMG) + "&version="
                            + version)
                    .then()
                    .statusCode(200);
        }
        tag(path);
    }

    private void tag(String path) {
        put(path + "/tags", List.of(Map.of("key", IMG, "value", SVG), Map.of("key", "url", "value", URL)));
    }

    private void definition() {
        for (var name : List.of(IMG, SVG, DOLLAR, BRACES)) {
            post(
                    "/api/integrations/def/register",
                    List.of(Map.of(
                            "type",
                            "hostile-" + name.hashCode(),
                            "name",
                            name,
                            "category",
                            "AI_MODEL",
                            "description",
                            ALL,
                            "configuration",
                            List.of(Map.of(
                                    "fieldName", "endpoint", "fieldType", "TEXT", "label", IMG, "description", SVG)))));
        }
    }

    private void giveAccess() {
        for (var name : List.of(IMG, LONG)) {
            for (var target : List.of(
                    Map.of("type", "INTEGRATION_PROVIDER", "id", name),
                    Map.of("type", "INTEGRATION", "id", "plain:" + name),
                    Map.of("type", "PROMPT", "id", name),
                    Map.of("type", "TAG", "id", IMG + ":" + SVG))) {
                grant("GROUP", name, target);
                grant("USER", name, target);
                grant("ROLE", name, target);
                grant("USER", "app:" + (name.equals(IMG) ? applicationId : longApplicationId), target);
            }
        }
    }

    private void grant(String type, String id, Map<String, String> target) {
        post(
                "/api/auth/authorization",
                Map.of("subject", Map.of("type", type, "id", id), "target", target, "access", EVERYTHING));
    }

    /* Usage has the names of models, integrations and applications. */
    private void call() {
        for (var name : NAMES) {
            api.chat(name + ":" + name).then().statusCode(200);
            api.chat("plain:" + name).then().statusCode(200);
        }
        for (var name : List.of(IMG, SVG)) {
            var caller = api.application(name);
            grant("USER", caller.principal(), Map.of("type", "INTEGRATION_PROVIDER", "id", "plain"));
            caller.api().chat("plain:" + IMG).then().statusCode(200);
        }
    }

    private void put(String path, Object body) {
        api.put(path, body).then().statusCode(200);
    }

    private void post(String path, Object body) {
        api.post(path, body).then().statusCode(200);
    }

    /** Every page, with every tab, of what has this name. */
    static Stream<String> pagesOf(String name, String application) {
        var id = part(name);
        var model = "/integrations/" + id + "/models/" + id;
        return Stream.of(
                "/integrations/" + id,
                "/integrations/" + id + "/models",
                "/integrations/" + id + "/permissions",
                "/integrations/" + id + "/usage",
                "/integrations/" + id + "/settings",
                "/integrations/" + id + "/audit",
                model,
                model + "/permissions",
                model + "/usage",
                "/prompts/" + id,
                "/prompts/" + id + "/versions",
                "/prompts/" + id + "/test",
                "/prompts/" + id + "/permissions",
                "/playground?prompt=" + id,
                "/playground?model=" + part(name + ":" + name),
                "/groups/" + id + "/members",
                "/groups/" + id + "/permissions",
                "/groups/" + id + "/settings",
                "/users/" + id + "/overview",
                "/users/" + id + "/permissions",
                "/roles/" + id + "/contents",
                "/roles/" + id + "/permissions",
                "/applications/" + application + "/keys",
                "/applications/" + application + "/permissions",
                "/applications/" + application + "/settings");
    }

    static String model() {
        return "/integrations/" + part(IMG) + "/models/" + part(IMG);
    }

    /** An answer as OpenAI streams it, a few letters at a time. */
    static String[] streamed() {
        return Stream.concat(
                        ALL.codePoints()
                                .mapToObj(Character::toString)
                                .map(letter -> "data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": "
                                        + json(letter) + "}}]}\n\n"),
                        Stream.of("data: [DONE]\n\n"))
                .toArray(String[]::new);
    }

    static String answer() {
        return "{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", \"content\": "
                + json(ALL) + "}}]}";
    }

    static String refusal() {
        return "{\"error\": {\"message\": " + json(IMG) + ", \"type\": \"invalid_request_error\"}}";
    }

    private static String json(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    ProviderStub provider() {
        return provider;
    }

    String applicationId() {
        return applicationId;
    }

    String longApplicationId() {
        return longApplicationId;
    }

    @Override
    public void close() {
        provider.close();
    }
}
