package dev.stagedoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.integration.RegisteredTypes;
import dev.stagedoor.model.Detour;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.FreePort;
import dev.stagedoor.support.KeyFile;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A marked provider key is used in every way there is, well and badly, with every logger at TRACE and every call traced.
 * Then everything that came out of the program is searched for it, and for the marks of prompts and answers.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(CanaryTest.EverythingLogged.class)
class CanaryTest {
    private static final String CANARY = "sk-canary-5f1d7c0e9b3a4e62";
    private static final String MODEL_CANARY = "sk-canary-of-a-model-77aa01";
    private static final String SECRET_CANARY = "sv-canary-of-a-named-secret-0d93be";
    private static final String PROMPT_CANARY = "canary-of-a-prompt-6f20aa9c";
    private static final String ANSWER_CANARY = "canary-of-an-answer-b1e77d04";
    private static final String QUERY_CANARY = "canary-in-a-query";
    private static final Pattern CALL_ID = Pattern.compile("x-stagedoor-call-id=(\\S+)");
    private static final List<String> WORDS = List.of(PROMPT_CANARY, ANSWER_CANARY, Api.ADMIN_KEY_SECRET);
    private static final List<String> MARKS = List.of(
            CANARY,
            MODEL_CANARY,
            SECRET_CANARY,
            Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder().withoutPadding().encodeToString(MODEL_CANARY.getBytes(StandardCharsets.UTF_8)));

    private static final String TOKEN_CANARY = "ya29.canary-of-an-account-c41b";
    private static final KeyFile FILE = KeyFile.ofBits(2048);

    private final Api admin = Api.admin();
    private final List<String> replies = new ArrayList<>();
    private ProviderStub provider;
    private ProviderStub collector;

    @Inject
    Catalogue catalogue;

    @Inject
    RegisteredTypes registered;

    /** Everything at TRACE, into a file. */
    public static final class EverythingLogged implements QuarkusTestProfile {
        static final Path LOG = Path.of("target", "canary.log");

        static int collectorPort() {
            return FreePort.named("collector");
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            // What the test's own client and stand-in provider say is not the program's.
            return Map.ofEntries(
                    Map.entry("quarkus.log.category.\"org.apache.http\".level", "OFF"),
                    Map.entry("quarkus.log.category.\"com.sun.net.httpserver\".level", "OFF"),
                    Map.entry("quarkus.log.category.\"stagedoor.access\".use-parent-handlers", "true"),
                    Map.entry("quarkus.log.level", "TRACE"),
                    Map.entry("quarkus.log.min-level", "TRACE"),
                    Map.entry("quarkus.log.console.level", "ERROR"),
                    Map.entry("quarkus.log.file.enabled", "true"),
                    Map.entry("quarkus.log.file.level", "TRACE"),
                    Map.entry("quarkus.log.file.path", LOG.toString()),
                    Map.entry("stagedoor.telemetry.access-log", "true"),
                    Map.entry("stagedoor.telemetry.traces-endpoint", "http://localhost:" + collectorPort()));
        }
    }

    @BeforeEach
    void startProvider() {
        provider = new ProviderStub();
        collector = new ProviderStub(EverythingLogged.collectorPort());
    }

    @AfterEach
    void stopProvider() {
        provider.close();
        collector.close();
    }

    @Test
    void aProviderKeyComesOutNowhere() throws Exception {
        configureInEveryWay();
        keepASecretInEveryWay();
        tryOutInEveryWay();
        callInEveryWay();

        assertThat(provider.requests()).as("the key does reach its provider").anyMatch(request -> ("Bearer " + CANARY)
                .equals(request.header("Authorization")));
        assertThat(provider.requests())
                .as("no id of ours goes to a provider")
                .allMatch(request -> request.header("traceparent") == null);
        assertNowhere(MARKS);
        assertNotKept(WORDS);
        assertNoMarkIn("spans", spans(), List.of(QUERY_CANARY));
        assertNoMarkIn("metrics", metrics(), List.of(QUERY_CANARY));
    }

    @Test
    void neitherTheKeyOfAServiceAccountNorWhatItIsGivenComesOutAnywhere() throws Exception {
        Detour.to(provider.url(), catalogue, registered);
        configureAnAccountInEveryWay();
        callWithAnAccountInEveryWay();

        var calls = provider.requests();
        assertThat(calls).as("the token does reach its provider").anyMatch(request -> ("Bearer " + TOKEN_CANARY)
                .equals(request.header("Authorization")));
        var asked = calls.stream()
                .filter(request -> request.path().equals("/token"))
                .findFirst()
                .orElseThrow();
        var signature = asked.text().substring(asked.text().lastIndexOf('.') + 1);
        var lineOfKey = FILE.pem().split("\n", -1)[10];
        assertNowhere(List.of(TOKEN_CANARY, signature, lineOfKey));
    }

    private void configureAnAccountInEveryWay() {
        var path = "/api/integrations/provider/canary-account";
        keep(admin.post(path, account(FILE.json().encode())));
        keep(admin.post(path + "/integration/m", Map.of()));
        keep(admin.get(path));
        keep(admin.get("/api/integrations/"));
        keep(admin.get("/api/audit?targetType=INTEGRATION"));
        keep(admin.post(path, account(FILE.json().encode() + "}")));
        keep(admin.post(path, account(FILE.json().put("type", "other").encode())));
        keep(admin.post(path, account(FILE.pem())));
        keep(admin.post("/api/integrations/test", account(FILE.pem())));
    }

    private static Map<String, Object> account(String file) {
        return Map.of(
                "type",
                "vertex_ai",
                "configuration",
                Map.of("projectName", "door-1", "environment", "europe-west1", "file", file));
    }

    /** Whoever is asked repeats all that it was told. */
    private void callWithAnAccountInEveryWay() {
        provider.answers(exchange -> ProviderStub.reply(
                exchange,
                400,
                "application/json",
                "{\"error\": \"" + provider.lastRequest().text() + "\"}"));
        keep(admin.chat("canary-account:m"));
        for (var status : List.of(200, 401)) {
            provider.answers(exchange -> ProviderStub.reply(
                    exchange,
                    exchange.getRequestURI().getPath().equals("/token") ? 200 : status,
                    "application/json",
                    exchange.getRequestURI().getPath().equals("/token")
                            ? "{\"access_token\": \"" + TOKEN_CANARY + "\", \"expires_in\": 3600}"
                            : status == 200
                                    ? "{\"choices\": []}"
                                    : "{\"error\": \""
                                            + exchange.getRequestHeaders().getFirst("Authorization") + "\"}"));
            keep(admin.chat("canary-account:m"));
        }
    }

    private void assertNowhere(List<String> marks) throws SQLException {
        assertNoMarkIn("replies", replies, marks);
        assertNotKept(marks);
    }

    private void assertNotKept(List<String> marks) throws SQLException {
        awaitLines();
        assertNoMarkIn("spans", spans(), marks);
        assertNoMarkIn("metrics", metrics(), marks);
        assertNoMarkIn("the database", everyRow(), marks);
        assertNoMarkIn("logs", logs(), marks);
    }

    private void configureInEveryWay() {
        var configuration = Map.of("api_key", CANARY, "endpoint", provider.url());
        keep(admin.post("/api/integrations/provider/canary", Map.of("type", "openai", "configuration", configuration)));
        keep(admin.post(
                "/api/integrations/provider/canary/integration/m",
                Map.of("configuration", Map.of("api_key", MODEL_CANARY, "some_token", MODEL_CANARY))));
        keep(admin.get("/api/integrations/provider/canary"));
        keep(admin.get("/api/integrations/provider/canary/integration/m"));
        keep(admin.get("/api/integrations/provider"));
        keep(admin.get("/api/integrations/"));
        keep(admin.post(
                "/api/integrations/provider/canary",
                Map.of("type", "other", "configuration", Map.of("api_key", CANARY))));
        keep(admin.post(
                "/api/integrations/provider/canary",
                Map.of("configuration", Map.of("api_key", CANARY, "endpoint", "no url"))));
        keep(admin.post("/api/integrations/provider/canary", "{\"configuration\": {\"api_key\": \"" + CANARY + "\""));
        keep(admin.post(
                "/api/integrations/provider/canary", Map.of("enabled", "perhaps", "configuration", configuration)));
        keep(admin.post(
                "/api/integrations/provider/canary", Map.of("configuration", Map.of("api_key", CANARY + "\u0007"))));
    }

    /** Reading it gives the value, so that reply is not kept. */
    private void keepASecretInEveryWay() {
        var path = "/api/secrets/canary";
        keep(admin.put(path, SECRET_CANARY));
        keep(admin.put(path, "\"" + SECRET_CANARY + "\""));
        keep(admin.put(path, "\"" + SECRET_CANARY));
        keep(admin.put(path, SECRET_CANARY.repeat(2_000)));
        keep(admin.put(path + "%20", SECRET_CANARY));
        keep(admin.application("stranger", "USER").api().put(path, SECRET_CANARY));
        keep(admin.post("/api/secrets", SECRET_CANARY));
        keep(admin.get("/api/secrets-v2"));
        keep(admin.get("/api/audit?targetType=SECRET"));
        assertThat(admin.get(path).asString()).isEqualTo("\"" + SECRET_CANARY);
    }

    private void tryOutInEveryWay() {
        for (var status : List.of(200, 302, 400, 401, 404, 500)) {
            provider.answers(status, "application/json", "{\"data\": [{\"id\": \"" + CANARY + "\"}]}");
            tryOut(Map.of("type", "openai", "configuration", Map.of("api_key", CANARY, "endpoint", provider.url())));
            tryOut(Map.of("name", "canary"));
        }
        provider.answers(200, "application/json", "no list, but " + CANARY);
        tryOut(Map.of("name", "canary"));
        tryOut(Map.of("type", "openai", "configuration", Map.of("api_key", CANARY, "endpoint", "no url")));
        tryOut(Map.of("type", "openai", "configuration", Map.of("api_key", CANARY + "\u0007")));
        tryOut(Map.of(
                "type", "openai", "configuration", Map.of("api_key", CANARY, "endpoint", "http://nowhere.invalid")));
        tryOut("{\"type\": \"openai\", \"configuration\": {\"api_key\": \"" + CANARY + "\"");
    }

    private void tryOut(Object typed) {
        keep(admin.post("/api/integrations/test", typed));
    }

    private void callInEveryWay() {
        provider.answers(200, "application/json", "{\"choices\": [\"" + ANSWER_CANARY + "\"]}");
        keep(chat());
        provider.streams("data: {\"choices\": [\"" + ANSWER_CANARY + "\"]}\n\n", "data: [DONE]\n\n");
        keep(chat());
        provider.answers(exchange -> ProviderStub.reply(
                exchange,
                401,
                "application/json",
                "{\"error\": \"Incorrect API key: "
                        + exchange.getRequestHeaders().getFirst("Authorization") + "\"}"));
        keep(chat());
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.getHttpContext().getServer().stop(0);
        });
        keep(chat());
        keep(chat());
    }

    private Response chat() {
        return admin.call(
                "/v1/chat/completions?api_key=" + QUERY_CANARY,
                Map.of("model", "canary:m", "messages", List.of(Map.of("role", "user", "content", PROMPT_CANARY))));
    }

    private void keep(Response reply) {
        replies.add(reply.getHeaders() + "\n" + reply.asString());
    }

    private static List<String> everyRow() throws SQLException {
        var server = PostgresResource.server();
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var table : List.of(
                    "integration", "model", "secret", "usage_entry", "access_key", "access_grant", "audit_entry")) {
                try (var result = statement.executeQuery(
                        "select t::text || encode(convert_to(t::text, 'UTF8'), 'escape') from " + table + " t")) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
            try (var result = statement.executeQuery(
                    "select encode(credentials_ciphertext, 'escape') from integration where credentials_ciphertext is not null")) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private List<String> spans() {
        Awaitility.await().untilAsserted(() -> assertThat(String.join("\n", sentSpans()))
                .as("calls were traced")
                .contains(calls()));
        return sentSpans();
    }

    private List<String> sentSpans() {
        return collector.requests().stream().map(ProviderStub.Request::text).toList();
    }

    private void awaitLines() {
        var lines =
                Arrays.stream(calls()).map(call -> "\"call\":\"" + call + "\"").toArray(String[]::new);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(logs().getFirst()).as("calls left lines").contains(lines));
    }

    /** The ids of the calls, as replies tell them. */
    private String[] calls() {
        var calls = replies.stream()
                .map(CALL_ID::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toArray(String[]::new);
        assertThat(calls).isNotEmpty();
        return calls;
    }

    private static List<String> metrics() {
        return List.of(
                given().get("/q/metrics").asString(), given().get("/metrics").asString());
    }

    private static List<String> logs() {
        var log = read(EverythingLogged.LOG);
        assertThat(log).as("it was logged at TRACE").contains("TRACE");
        return List.of(log);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoMarkIn(String where, List<String> texts, List<String> marks) {
        for (var mark : marks) {
            for (var text : texts) {
                var at = text.indexOf(mark);
                assertThat(at)
                        .as(() -> mark + " is in " + where + ": "
                                + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 50)))
                        .isNegative();
            }
        }
    }
}
