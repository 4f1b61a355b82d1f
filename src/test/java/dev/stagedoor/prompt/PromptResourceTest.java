package dev.stagedoor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts over the wire (contract, section 1.8). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptResourceTest {
    private static final String PROMPTS = "/api/prompts/";
    private static final String DESCRIBED = "?description=d";

    private final Api admin = Api.admin();
    private final String name = "prompt-" + UUID.randomUUID();

    @TestHTTPResource
    URI root;

    @Test
    void aPromptIsShownAsItWasSaved() {
        save(DESCRIBED + "&models=openai:gpt-4o", "Dear ${name}, {{hello}} from ${city}. ${name}!");

        admin.get(PROMPTS + name)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("template", equalTo("Dear ${name}, {{hello}} from ${city}. ${name}!"))
                .body("description", equalTo("d"))
                .body("variables", contains("name", "city"))
                .body("integrations", contains("openai:gpt-4o"))
                .body("tags", empty())
                .body("version", equalTo(1))
                .body("createTime", greaterThan(1_700_000_000_000L))
                .body("updateTime", greaterThan(1_700_000_000_000L))
                .body("createdBy", equalTo("app:admin"))
                .body("updatedBy", equalTo("app:admin"));
    }

    @Test
    void successIsEmpty() {
        var saved = admin.post(PROMPTS + name + DESCRIBED, "Hello");

        saved.then().statusCode(200).header("Content-Length", "0").body(equalTo(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/octet-stream",
                ""
            })
    void theTextIsReadWhateverTheBodySaysItIs(String contentType) throws IOException, InterruptedException {
        for (var body : List.of("Grüße,\n\"${name}\"", "\"Grüße,\\n\\\"${name}\\\"\"")) {
            assertThat(send(contentType, body)).isEqualTo(200);

            admin.get(PROMPTS + name).then().body("template", equalTo("Grüße,\n\"${name}\""));
        }
    }

    private int send(String contentType, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(root.resolve(PROMPTS + name + DESCRIBED))
                .header("X-Authorization", admin.credential())
                .POST(BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void theHalfEscapedTextOfPythonIsTakenAsItIs() {
        save(DESCRIBED, "Hello\\n\\u00e9 ${name}");

        admin.get(PROMPTS + name).then().body("template", equalTo("Hello\\n\\u00e9 ${name}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models=a:b", "description=", "description=%20"})
    void aDescriptionIsNeeded(String query) {
        refused(admin.post(PROMPTS + name + "?" + query, "Hello"), "description");
        refused(admin.put(PROMPTS + name + "?" + query, "Hello"), "description");
    }

    @ParameterizedTest
    @CsvSource({
        "version=0, version",
        "version=-1, version",
        "version=one, version",
        "version=1000000000, version",
        "version=99999999999999999999, version",
        "models=a%00b, models",
        "models=a%0Ab, models",
    })
    void aWrongWordOfTheQueryIsNamed(String query, String field) {
        refused(admin.post(PROMPTS + name + DESCRIBED + "&" + query, "Hello"), field);
        refused(admin.put(PROMPTS + name + DESCRIBED + "&" + query, "Hello"), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\"\"", "\"a\\u0000b\"", "a\0b"})
    void aTextThatSaysNothingOrCannotBeKeptIsNamed(String text) {
        refused(admin.post(PROMPTS + name + DESCRIBED, text), "template");
    }

    @Test
    void aTextMayHaveAMillionCharactersAndLittleMore() {
        save(DESCRIBED, "x".repeat(PromptText.LONGEST));

        refused(admin.post(PROMPTS + name + "-2" + DESCRIBED, "x".repeat(PromptText.LONGEST + 1)), "template");
    }

    @Test
    void aMissingTextIsRefused() {
        admin.request().post(PROMPTS + name + DESCRIBED).then().statusCode(400);

        admin.get(PROMPTS + name).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a%0Ab", "%20", "a%7Fb"})
    void aPromptCannotHaveThisName(String encoded) {
        refused(admin.post(PROMPTS + encoded + DESCRIBED, "Hello"), "name");
        refused(admin.put(PROMPTS + encoded + DESCRIBED, "Hello"), "name");
    }

    private static void refused(Response reply, String field) {
        var before = Rows.number("select count(*) from prompt_version");

        reply.then().statusCode(400).body("validationErrors.path", hasItem(field));

        assertThat(Rows.number("select count(*) from prompt_version")).isEqualTo(before);
    }

    @Test
    void aNameMayHoldAnythingPrintableButASlash() {
        var encoded = name + "%20%7Bof%7D:a%2Bb%3F%25%23%C3%BC%3B%F0%9F%8E%AD";
        admin.prompt(encoded, "Hello");

        admin.get(PROMPTS + encoded).then().statusCode(200).body("name", equalTo(name + " {of}:a+b?%#ü;🎭"));
        admin.delete(PROMPTS + encoded).then().statusCode(200);
    }

    @Test
    void aPromptNamedTestIsSavedByPutOnly() {
        admin.put(PROMPTS + "test" + DESCRIBED, "Hello").then().statusCode(200);

        admin.get(PROMPTS + "test").then().statusCode(200).body("template", equalTo("Hello"));
        admin.post(PROMPTS + "test" + DESCRIBED, "Hello").then().statusCode(400);
        admin.delete(PROMPTS + "test").then().statusCode(200);
    }

    @Test
    void itNamesEveryModelOnceThereOrNot() {
        save(DESCRIBED + "&models=z:nowhere&models=a:b&models=z:nowhere&models=bare-name", "Hello");

        shouldName("a:b", "bare-name", "z:nowhere");
    }

    @Test
    void modelsThatAreLeftOutStayAndAnEmptyListTakesAllAway() {
        save(DESCRIBED + "&models=a:b", "Hello");
        save(DESCRIBED, "Hello again");
        shouldName("a:b");

        save(DESCRIBED + "&autoIncrement=true", "Hello for the third time");
        shouldName("a:b");

        save(DESCRIBED + "&models=c:d&version=2", "Hello");
        shouldName("c:d");
        save(DESCRIBED + "&models=&version=2", "Hello");
        shouldName("c:d");

        saveAll(Map.of("name", name, "template", "Hello", "description", "d", "version", 2, "integrations", List.of()))
                .then()
                .statusCode(200);
        shouldName();
    }

    private void shouldName(String... models) {
        admin.get(PROMPTS + name).then().body("integrations", equalTo(List.of(models)));
    }

    @Test
    void severalAreSavedAtOnce() {
        saveAll(
                        Map.of("name", name + "-1", "template", "One", "description", "1"),
                        Map.of(
                                "name",
                                name + "-2",
                                "template",
                                "Two ${x}",
                                "description",
                                "2",
                                "version",
                                3,
                                "integrations",
                                List.of("a:b"),
                                "variables",
                                List.of("x"),
                                "createTime",
                                1,
                                "tags",
                                List.of(Map.of("key", "team", "value", "a"))))
                .then()
                .statusCode(200)
                .body(equalTo(""));

        admin.get(PROMPTS + name + "-1").then().body("version", equalTo(1)).body("template", equalTo("One"));
        admin.get(PROMPTS + name + "-2")
                .then()
                .body("version", equalTo(3))
                .body("integrations", contains("a:b"))
                .body("tags", equalTo(List.of(Map.of("key", "team", "value", "a"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'template': 't', 'description': 'd'}                               | name",
                "{'name': 'a/b', 'template': 't', 'description': 'd'}                | name",
                "{'name': 'n', 'description': 'd'}                                   | template",
                "{'name': 'n', 'template': ' ', 'description': 'd'}                  | template",
                "{'name': 'n', 'template': 't'}                                      | description",
                "{'name': 'n', 'template': 't', 'description': 'd', 'version': 0}    | version",
                "{'name': 'n', 'template': 't', 'description': 'd', 'tags': [{'key': 'k'}]} | tags[0].value",
                "{'name': 'n', 'template': 't', 'description': 'd', 'integrations': ['a\\nb']} | integrations",
            })
    void aWrongFieldAmongSeveralIsNamedBeforeAnyIsSaved(String quoted, String field) {
        var good = "{'name': '" + name + "', 'template': 't', 'description': 'd'}";

        refused(admin.post(PROMPTS, ("[" + good + ", " + quoted + "]").replace('\'', '"')), field);

        admin.get(PROMPTS + name).then().statusCode(404);
    }

    @Test
    void savingSeveralStopsAtTheFirstFailureAndKeepsWhatWasSavedBefore() {
        var maker = admin.application("maker", "USER");
        admin.prompt(name + "-2", "Two");
        admin.grant("USER:" + maker.principal(), "PROMPT:" + name + "-2", "READ", "UPDATE");
        admin.grant("GROUP:others", "TAG:" + name + ":open", "DELETE");

        maker.api()
                .post(
                        PROMPTS,
                        List.of(
                                Map.of("name", name + "-1", "template", "One", "description", "d"),
                                Map.of(
                                        "name",
                                        name + "-2",
                                        "template",
                                        "Tagged",
                                        "description",
                                        "d",
                                        "tags",
                                        List.of(Map.of("key", name, "value", "open"))),
                                Map.of("name", name + "-3", "template", "Three", "description", "d")))
                .then()
                .statusCode(403)
                .body("message", containsString("DELETE"));

        admin.get(PROMPTS + name + "-1").then().statusCode(200);
        admin.get(PROMPTS + name + "-2").then().body("template", equalTo("Two"));
        admin.get(PROMPTS + name + "-3").then().statusCode(404);
    }

    private Response saveAll(Map<?, ?>... prompts) {
        return admin.post(PROMPTS, List.of(prompts));
    }

    @Test
    void tagsAreAddedAndRemovedOneByOne() {
        admin.prompt(name, "Hello");
        var tags = PROMPTS + name + "/tags";
        admin.put(tags, List.of(tag("team", "a"), tag("team", "b"), tag("stage", "x")))
                .then()
                .statusCode(200);
        admin.delete(tags, List.of(tag("team", "a"), tag("team", "never")))
                .then()
                .statusCode(200);

        admin.get(tags).then().statusCode(200).body("$", contains(tag("stage", "x"), tag("team", "b")));
        admin.get(PROMPTS + name).then().body("tags", contains(tag("stage", "x"), tag("team", "b")));
        admin.get("/api/prompts").then().body("find { it.name == '" + name + "' }.tags.value", hasItems("x", "b"));
    }

    @Test
    void anUnknownPromptHasNoTags() {
        var tags = PROMPTS + name + "/tags";

        for (var reply : List.of(
                admin.get(tags),
                admin.put(tags, List.of(tag("team", "a"))),
                admin.delete(tags, List.of(tag("team", "a"))))) {
            reply.then().statusCode(404).body("message", equalTo("No such prompt '" + name + "'"));
        }
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    @Test
    void whatIsDeletedIsGone() {
        admin.prompt(name, "Hello");

        admin.delete(PROMPTS + name).then().statusCode(200).body(equalTo(""));

        for (var reply : List.of(
                admin.get(PROMPTS + name), admin.get(PROMPTS + name + "/versions"), admin.delete(PROMPTS + name))) {
            reply.then().statusCode(404).body("message", equalTo("No such prompt '" + name + "'"));
        }
    }

    @Test
    void everyChangeIsAudited() {
        admin.prompt(name, "Hello");
        admin.prompt(name, "Hello again");
        admin.delete(PROMPTS + name).then().statusCode(200);

        audited("PROMPT", name, "DELETE", "CREATE");
        audited("PROMPT_VERSION", name + ":1", "DELETE", "UPDATE", "CREATE");
    }

    private void audited(String type, String id, String... actions) {
        admin.get("/api/audit?targetType=" + type + "&targetId=" + id)
                .then()
                .statusCode(200)
                .body("entries.action", contains(actions))
                .body("entries.actor.unique()", contains("app:admin"));
    }

    private void save(String query, String text) {
        admin.post(PROMPTS + name + query, text).then().statusCode(200);
    }
}
