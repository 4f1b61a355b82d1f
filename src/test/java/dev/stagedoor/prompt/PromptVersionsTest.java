package dev.stagedoor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a save makes or changes, and what is left of a prompt without any (contract, section 1.8). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptVersionsTest {
    private final Api admin = Api.admin();
    private final String prompt = "/api/prompts/versions-" + UUID.randomUUID();

    @Test
    void aPostWithoutAVersionOverwritesTheFirst() {
        post("", "one");
        post("&version=2", "two");
        post("", "one again");

        shouldBe("two", "one again");
        admin.get(prompt + "/versions").then().body("version", contains(2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void anIncrementMakesTheVersionAfterTheLatest(String yes) {
        post("&autoIncrement=" + yes, "one");
        post("&version=5", "five");
        post("&autoIncrement=" + yes, "six");

        shouldBe("six", "five", "one");
        admin.get(prompt + "/versions").then().body("version", contains(6, 5, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", ""})
    void withoutAnIncrementTheVersionIsAsNamed(String no) {
        post("&autoIncrement=" + no, "one");
        post("&autoIncrement=" + no + "&version=2", "two");
        post("&autoIncrement=" + no + "&version=2", "two again");

        shouldBe("two again", "one");
    }

    @Test
    void anIncrementGoesBeforeANamedVersion() {
        post("", "one");
        post("&autoIncrement=true&version=1", "two");

        shouldBe("two", "one");
    }

    @Test
    void aPutWithoutAVersionChangesTheLatestOrMakesTheFirst() {
        put("", "one");
        shouldBe("one");

        post("&version=3", "three");
        put("", "three again");
        put("&version=1", "one again");
        put("&version=4", "four");

        shouldBe("four", "three again", "one again");
    }

    @Test
    void aChangeKeepsWhoMadeTheVersionAndWhen() {
        var maker = admin.application("maker", "USER");
        maker.api().put(prompt + "?description=first", "one").then().statusCode(200);
        var made = admin.get(prompt).then().extract().jsonPath().getLong("createTime");
        Rows.changeElsewhere(
                "update prompt_version set created_at = created_at - interval '1 hour' where prompt = ?", name());

        put("", "one again");

        admin.get(prompt)
                .then()
                .body("template", equalTo("one again"))
                .body("description", equalTo("d"))
                .body("createTime", equalTo(made - 3_600_000))
                .body("createdBy", equalTo(maker.principal()))
                .body("updatedBy", equalTo("app:admin"));
    }

    @Test
    void oneVersionIsReadByItsNumberAndTheLatestWithout() {
        post("", "one");
        post("&version=2", "two");

        admin.get(prompt + "?version=1").then().statusCode(200).body("template", equalTo("one"));
        admin.get(prompt).then().statusCode(200).body("template", equalTo("two"));
        admin.get("/api/prompts").then().body("findAll { it.name == '" + name() + "' }.template", contains("two"));
    }

    @Test
    void aVersionThatIsNotThereIsNotFound() {
        post("", "one");

        for (var reply : List.of(admin.get(prompt + "?version=2"), admin.delete(prompt + "/versions/2"))) {
            reply.then().statusCode(404).body("message", equalTo("No such version 2 of prompt '" + name() + "'"));
        }
        admin.get(prompt + "?version=two").then().statusCode(400).body("validationErrors.path", contains("version"));
        admin.delete(prompt + "/versions/two")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("version"));
    }

    @Test
    void deletingTheLatestVersionBringsBackTheOneBefore() {
        post("", "one");
        post("&version=2", "two");

        admin.delete(prompt + "/versions/2").then().statusCode(200).body(equalTo(""));

        shouldBe("one");
        admin.get(prompt).then().body("version", equalTo(1));
    }

    @Test
    void withTheLastVersionGoTagsAndGrants() {
        post("", "one");
        post("&version=2", "two");
        admin.put(prompt + "/tags", List.of(Map.of("key", "team", "value", "a")))
                .then()
                .statusCode(200);
        admin.grant("USER:reader", "PROMPT:" + name(), "READ");

        admin.delete(prompt + "/versions/1").then().statusCode(200);
        admin.get(prompt + "/tags").then().body("value", contains("a"));

        admin.delete(prompt + "/versions/2").then().statusCode(200);
        admin.get(prompt).then().statusCode(404);
        shouldHaveNothingLeft();
    }

    @Test
    void withThePromptGoAllVersionsTagsAndGrants() {
        post("", "one");
        post("&version=2", "two");
        admin.put(prompt + "/tags", List.of(Map.of("key", "team", "value", "a")))
                .then()
                .statusCode(200);
        admin.grant("USER:reader", "PROMPT:" + name(), "READ");

        admin.delete(prompt).then().statusCode(200);

        shouldHaveNothingLeft();
        post("", "new");
        shouldBe("new");
        admin.get(prompt + "/tags").then().body("$", empty());
    }

    private void shouldHaveNothingLeft() {
        for (var table : List.of("access_grant", "tag")) {
            assertThat(Rows.number(
                            "select count(*) from " + table + " where target_type = 'PROMPT' and target_id = ?",
                            name()))
                    .isZero();
        }
        assertThat(Rows.number("select count(*) from prompt where name = ?", name()))
                .isZero();
        assertThat(Rows.number("select count(*) from prompt_version where prompt = ?", name()))
                .isZero();
    }

    @Test
    void thoseWhoIncrementAtTheSameTimeEachGetAVersion() {
        post("", "one");

        IntStream.range(0, 8).parallel().forEach(i -> post("&autoIncrement=true", "more"));

        admin.get(prompt + "/versions").then().body("version", contains(9, 8, 7, 6, 5, 4, 3, 2, 1));
    }

    @Test
    void thoseWhoDeleteTheLastVersionsAtTheSameTimeLeaveNothing() {
        IntStream.rangeClosed(1, 8).forEach(version -> post("&version=" + version, "some"));

        IntStream.rangeClosed(1, 8).parallel().forEach(version -> admin.delete(prompt + "/versions/" + version)
                .then()
                .statusCode(200));

        shouldHaveNothingLeft();
    }

    private String name() {
        return prompt.substring("/api/prompts/".length());
    }

    private void post(String query, String text) {
        admin.post(prompt + "?description=d" + query, text).then().statusCode(200);
    }

    private void put(String query, String text) {
        admin.put(prompt + "?description=d" + query, text).then().statusCode(200);
    }

    /** The texts of all versions, the newest first. */
    private void shouldBe(String... texts) {
        admin.get(prompt + "/versions").then().statusCode(200).body("template", contains(texts));
    }
}
