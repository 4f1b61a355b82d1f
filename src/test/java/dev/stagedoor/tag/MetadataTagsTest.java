package dev.stagedoor.tag;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags over all that carries any (contract, section 1.14), never beyond what the caller may READ. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MetadataTagsTest {
    private static final String TAGS = "/api/metadata/tags";
    private static final String INTEGRATIONS = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();
    private Api.Application tagged;
    private Api.Application caller;

    /** The tag {@code <id>:red} is on an integration, on two of its models, on a secret and on an application. */
    @BeforeEach
    void somethingOfEverythingInRed() {
        admin.loopback(id);
        admin.model(id, "one");
        admin.model(id, "two");
        admin.put("/api/secrets/" + id, "value").then().statusCode(200);
        tagged = admin.application("tagged " + id);
        caller = admin.application("caller");
        for (var target : List.of(
                INTEGRATIONS + id,
                INTEGRATIONS + id + "/integration/one",
                INTEGRATIONS + id + "/integration/two",
                "/api/secrets/" + id,
                "/api/applications/" + tagged.id())) {
            tag(target, "red");
        }
    }

    private void tag(String target, String colour) {
        admin.put(target + "/tags", List.of(tag(colour))).then().statusCode(200);
    }

    private Map<String, String> tag(String colour) {
        return Map.of("key", id, "value", colour);
    }

    private void mayRead(String target) {
        admin.grant("USER:" + caller.principal(), target, "READ");
    }

    private Map<String, Object> count(String type, int count) {
        return Map.of("tagKey", id, "tagValue", "red", "resourceType", type, "countPerResourceType", count);
    }

    private String resources(String type) {
        return TAGS + "/resources?tagKey=" + id + "&tagValue=red&resourceType=" + type;
    }

    @Test
    void anAdminSeesEveryTagOnceAndWhereItIs() {
        admin.get(TAGS).then().statusCode(200).body("findAll { it.key == '" + id + "' }", equalTo(List.of(tag("red"))));
        admin.get(TAGS + "/grouped")
                .then()
                .statusCode(200)
                .body(
                        "findAll { it.tagKey == '" + id + "' }",
                        equalTo(List.of(
                                count("APPLICATION", 1),
                                count("INTEGRATION", 2),
                                count("INTEGRATION_PROVIDER", 1),
                                count("SECRET", 1))));
    }

    @Test
    void whatCarriesATagIsNamed() {
        admin.get(resources("INTEGRATION"))
                .then()
                .statusCode(200)
                .body(
                        "$",
                        equalTo(List.of(
                                Map.of("id", id + ":one", "displayName", id + ":one"),
                                Map.of("id", id + ":two", "displayName", id + ":two"))));
        admin.get(resources("APPLICATION"))
                .then()
                .body("$", equalTo(List.of(Map.of("id", tagged.id(), "displayName", "tagged " + id))));
        admin.get(resources("INTEGRATION_PROVIDER")).then().body("id", contains(id));
        admin.get(resources("PROMPT")).then().body("$", empty());
        admin.get(TAGS + "/resources?tagKey=" + id + "&tagValue=blue&resourceType=SECRET")
                .then()
                .body("$", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET", "SECRET_NAME", "secret"})
    void secretsGoByBothNames(String type) {
        admin.get(resources(type)).then().statusCode(200).body("id", contains(id));
    }

    @Test
    void whoMayReadNothingSeesNoTags() {
        caller.api().get(TAGS).then().statusCode(200).body("$", empty());
        caller.api().get(TAGS + "/grouped").then().statusCode(200).body("$", empty());
        for (var type : List.of("INTEGRATION", "INTEGRATION_PROVIDER", "SECRET", "APPLICATION")) {
            caller.api().get(resources(type)).then().statusCode(200).body("$", empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE", "UPDATE", "CREATE", "DELETE"})
    void otherAccessThanReadShowsNoTags(String access) {
        admin.grant("USER:" + caller.principal(), "SECRET:" + id, access);
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, access);

        caller.api().get(TAGS + "/grouped").then().body("$", empty());
    }

    @Test
    void onlyWhatTheCallerMayReadIsCounted() {
        tag("/api/secrets/" + id, "blue");
        mayRead("INTEGRATION:" + id + ":two");
        mayRead("SECRET:" + id);

        caller.api().get(TAGS).then().body("value", contains("blue", "red"));
        caller.api()
                .get(TAGS + "/grouped")
                .then()
                .body(
                        "findAll { it.tagValue == 'red' }",
                        equalTo(List.of(count("INTEGRATION", 1), count("SECRET", 1))));
        caller.api().get(resources("INTEGRATION")).then().body("id", contains(id + ":two"));
        caller.api().get(resources("INTEGRATION_PROVIDER")).then().body("$", empty());
    }

    @Test
    void aModelIsReadThroughItsIntegration() {
        mayRead("INTEGRATION_PROVIDER:" + id);

        caller.api()
                .get(TAGS + "/grouped")
                .then()
                .body("$", equalTo(List.of(count("INTEGRATION", 2), count("INTEGRATION_PROVIDER", 1))));
        caller.api().get(resources("INTEGRATION")).then().body("id", contains(id + ":one", id + ":two"));
    }

    @Test
    void anIntegrationIsNotReadThroughItsModel() {
        mayRead("INTEGRATION:" + id + ":one");

        caller.api().get(TAGS + "/grouped").then().body("$", equalTo(List.of(count("INTEGRATION", 1))));
    }

    @Test
    void whatIsReadThroughATagCounts() {
        admin.grant("USER:" + caller.principal(), "TAG:" + id + ":red", "READ");

        caller.api().get(TAGS).then().body("$", equalTo(List.of(tag("red"))));
        caller.api().get(resources("SECRET")).then().body("id", contains(id));
        caller.api().get(resources("INTEGRATION")).then().body("id", contains(id + ":one", id + ":two"));
    }

    @Test
    void aTagIsGoneWithWhatCarriedIt() {
        tag("/api/secrets/" + id, "last");
        admin.get(TAGS).then().body("$", hasItem(tag("last")));

        admin.delete("/api/secrets/" + id).then().statusCode(200);

        admin.get(TAGS).then().body("findAll { it.key == '" + id + "' }.value", contains("red"));
        admin.get(resources("SECRET")).then().body("$", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "tagKey=k&tagValue=v&resourceType=SPACESHIP, resourceType",
        "tagKey=k&tagValue=v&resourceType=, resourceType",
        "tagKey=k&tagValue=v, resourceType",
        "tagKey=k&resourceType=SECRET, tagValue",
        "tagValue=v&resourceType=SECRET, tagKey",
        "tagKey=a%00b&tagValue=v&resourceType=SECRET, tagKey",
    })
    void aBadQuestionIsRefusedByItsField(String query, String field) {
        admin.get(TAGS + "/resources?" + query).then().statusCode(400).body("validationErrors.path", contains(field));
    }
}
