package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which model a name means to whom, and what is answered when it means none. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ModelNamesTest {
    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final String team = "team-" + UUID.randomUUID();
    private final String model = "model-" + UUID.randomUUID();

    private Api.Application application;

    @BeforeEach
    void integrate() {
        integrate(team);
        application = admin.application("caller");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aModelThatIsNotPermittedLooksLikeOneThatIsNotThere() {
        var absent = application.api().chat(team + ":" + model);
        admin.model(team, model);

        var notPermitted = application.api().chat(team + ":" + model);

        assertThat(notPermitted.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
        assertThat(notPermitted.asString()).isEqualTo(absent.asString());
        assertThat(notPermitted.headers().asList())
                .hasSameSizeAs(absent.headers().asList());
    }

    @Test
    void anUnknownModelIsRefusedInTheShapeOfOpenAi() {
        var refused = application.api().chat("nowhere:nothing");

        refused.then()
                .statusCode(404)
                .contentType("application/json")
                .body("error.code", equalTo("model_not_found"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString("nowhere:nothing"))
                .body("error.containsKey('param')", equalTo(true));
    }

    @Test
    void aModelThatIsSwitchedOffIsForbiddenToThoseWhoMayExecuteIt() {
        admin.model(team, model);
        permit(team);
        switchOff("/api/integrations/provider/" + team + "/integration/" + model);

        var refused = application.api().chat(team + ":" + model);

        refused.then().statusCode(403).body("error.code", equalTo("model_inactive"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aModelOfAnIntegrationThatIsSwitchedOffIsForbidden() {
        admin.model(team, model);
        permit(team);
        switchOff("/api/integrations/provider/" + team);

        var refused = application.api().chat(team + ":" + model);

        refused.then().statusCode(403).body("error.code", equalTo("model_inactive"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aModelThatIsSwitchedOffIsNotFoundByThoseWhoMayNotExecuteIt() {
        admin.model(team, model);
        switchOff("/api/integrations/provider/" + team + "/integration/" + model);

        var refused = application.api().chat(team + ":" + model);

        refused.then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void aBareNameMeansTheOneModelThatTheCallerMayExecute() {
        var other = "other-" + team;
        integrate(other);
        admin.model(team, model);
        admin.model(other, model);
        permit(team);

        var answered = application.api().chat(model);

        answered.then().statusCode(200);
        assertThat(modelThatTheProviderGot()).isEqualTo(model);
    }

    @Test
    void aBareNameThatMeansSeveralModelsIsRefusedWithTheCandidatesThatTheCallerMayExecute() {
        var second = "second-" + team;
        var hidden = "hidden-" + team;
        integrate(second);
        integrate(hidden);
        admin.model(team, model);
        admin.model(second, model);
        admin.model(hidden, model);
        permit(team);
        permit(second);

        var refused = application.api().chat(model);

        refused.then()
                .statusCode(400)
                .body("error.param", equalTo("model"))
                .body(
                        "error.message",
                        allOf(
                                containsString(team + ":" + model),
                                containsString(second + ":" + model),
                                not(containsString(hidden))));
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "meta-llama/Llama-3:8b", "ft:gpt-4o:team::abc", "a b+c%2F 日本", "\"quoted\\\""})
    void aModelMayBeNamedBehindItsIntegrationWithColonOrSlashOrAlone(String oddly) {
        var named = oddly + "-" + team;
        admin.model(team, URLEncoder.encode(named, StandardCharsets.UTF_8).replace("+", "%20"));
        permit(team);

        for (var name : new String[] {team + ":" + named, team + "/" + named, named}) {
            var answered = application.api().chat(name);

            answered.then().statusCode(200);
            assertThat(modelThatTheProviderGot()).isEqualTo(named);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a:\u0000", ":", "/", ":a", "a:", " ", "'; drop table model; --", "\uD834"})
    void aNameThatNoModelCanHaveIsNotFound(String name) {
        var refused = application.api().chat(name);

        refused.then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void aNameOfAMegabyteIsNotFoundAndNotRepeatedInTheAnswer() {
        var refused = application.api().chat("x".repeat(1 << 20));

        refused.then().statusCode(404).body("error.code", equalTo("model_not_found"));
        assertThat(refused.asString()).hasSizeLessThan(2_000);
    }

    private void integrate(String name) {
        admin.integration(name, Map.of("api_key", "sk-of-the-provider", "endpoint", provider.url()));
    }

    private void permit(String integration) {
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
    }

    private void switchOff(String path) {
        admin.post(path, Map.of("enabled", false)).then().statusCode(200);
    }

    private String modelThatTheProviderGot() {
        return JsonPath.from(provider.lastRequest().text()).getString("model");
    }
}
