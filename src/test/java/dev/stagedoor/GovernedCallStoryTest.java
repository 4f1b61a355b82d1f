package dev.stagedoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.ResponseCreateParams;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.orkes.conductor.client.ApiClient;
import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.IntegrationClient;
import io.orkes.conductor.client.OrkesClients;
import io.orkes.conductor.client.model.AuthorizationRequest;
import io.orkes.conductor.client.model.AuthorizationRequest.AccessEnum;
import io.orkes.conductor.client.model.CreateOrUpdateApplicationRequest;
import io.orkes.conductor.client.model.SubjectRef;
import io.orkes.conductor.client.model.TargetRef;
import io.orkes.conductor.client.model.UpsertGroupRequest;
import io.orkes.conductor.client.model.UpsertUserRequest;
import io.orkes.conductor.client.model.integration.Category;
import io.orkes.conductor.client.model.integration.IntegrationApiUpdate;
import io.orkes.conductor.client.model.integration.IntegrationUpdate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The story of one governed call, told through the unmodified official clients: Conductor's sets it up, OpenAI's calls. A
 * stand-in takes the place of the provider and keeps what it gets, to the byte.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GovernedCallStoryTest {
    private static final String PROVIDER_KEY = "sk-of-the-provider";
    private static final String MODEL = "gpt-4o";

    private final String integration = "story-" + UUID.randomUUID();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();

    @TestHTTPResource
    URI stagedoor;

    private IntegrationClient integrations;
    private AuthorizationClient authorization;
    private Application application;

    /** An application as its owner knows it: who it is, and the API key to paste. */
    private record Application(String id, String apiKey) {}

    /** The calls that an SDK makes, each with the path it has below the provider's base URL. */
    private enum SdkCall {
        CHAT("/chat/completions"),
        STREAMED_CHAT("/chat/completions"),
        RESPONSE("/responses"),
        STREAMED_RESPONSE("/responses"),
        EMBEDDINGS("/embeddings");

        private final String path;

        SdkCall(String path) {
            this.path = path;
        }

        /** Makes the call, and puts what was said or counted into words. */
        String make(OpenAIClient client, String model) {
            return switch (this) {
                case CHAT ->
                    client.chat().completions().create(chat(model)).choices().stream()
                            .map(choice -> choice.message().content().orElseThrow())
                            .collect(Collectors.joining());
                case STREAMED_CHAT -> {
                    try (var chunks = client.chat().completions().createStreaming(chat(model))) {
                        yield chunks.stream()
                                .flatMap(chunk -> chunk.choices().stream())
                                .flatMap(choice -> choice.delta().content().stream())
                                .collect(Collectors.joining());
                    }
                }
                case RESPONSE ->
                    client.responses().create(response(model)).output().stream()
                            .flatMap(item -> item.asMessage().content().stream())
                            .map(part -> part.asOutputText().text())
                            .collect(Collectors.joining());
                case STREAMED_RESPONSE -> {
                    try (var events = client.responses().createStreaming(response(model))) {
                        yield events.stream()
                                .flatMap(event -> event.outputTextDelta().stream())
                                .map(event -> event.delta())
                                .collect(Collectors.joining());
                    }
                }
                case EMBEDDINGS ->
                    client.embeddings().create(embeddings(model)).data().toString();
            };
        }

        private static ChatCompletionCreateParams chat(String model) {
            return ChatCompletionCreateParams.builder()
                    .model(model)
                    .addUserMessage("Grüße, 日本 \"𝄞\"")
                    .temperature(0.10)
                    .build();
        }

        private static ResponseCreateParams response(String model) {
            return ResponseCreateParams.builder()
                    .model(model)
                    .input("Grüße, 日本 \"𝄞\"")
                    .build();
        }

        private static EmbeddingCreateParams embeddings(String model) {
            return EmbeddingCreateParams.builder()
                    .model(model)
                    .input("Grüße, 日本 \"𝄞\"")
                    .build();
        }
    }

    @BeforeEach
    void registerEverythingButTheGrant() {
        var clients = new OrkesClients(
                new ApiClient(stagedoor.resolve("/api").toString(), Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));
        integrations = clients.getIntegrationClient();
        authorization = clients.getAuthorizationClient();
        integrate(Map.of("api_key", PROVIDER_KEY, "endpoint", provider.url()));
        integrations.saveIntegrationApi(
                integration,
                MODEL,
                IntegrationApiUpdate.builder()
                        .description("of a test")
                        .enabled(true)
                        .build());
        application = application("story");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aCallIsRefusedBeforeTheGrantAnsweredAfterItAndRefusedAgainRightAfterTheRevoke() {
        var client = client(application);
        var grant = executeOnTheModel();

        assertThatIsNotFound(client);
        authorization.grantPermissions(grant);
        assertThat(SdkCall.CHAT.make(client, qualified(MODEL))).isEqualTo("Grüße aus Zürich");
        authorization.removePermissions(grant);
        assertThatIsNotFound(client);

        assertThat(provider.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theProviderGetsTheVeryBytesOfTheSdkButForTheNameOfTheModelAndTheWishForUsage(SdkCall call) {
        authorization.grantPermissions(executeOnTheModel());
        var answeredDirectly = call.make(direct(), MODEL);
        var direct = provider.lastRequest();

        var answered = call.make(client(application), qualified(MODEL));

        var governed = provider.lastRequest();
        assertThat(governed.path()).isEqualTo("/v1" + call.path);
        assertThat(governed.method()).isEqualTo("POST");
        assertThat(withoutWishForUsage(governed.body())).isEqualTo(new String(direct.body(), StandardCharsets.UTF_8));
        assertThat(answered).isEqualTo(answeredDirectly).isNotEmpty();
    }

    private static String withoutWishForUsage(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace("\"stream_options\":{\"include_usage\":true},", "");
    }

    @Test
    void theProviderGetsItsOwnKeyAndNoHeaderOfTheCaller() {
        integrate(Map.of("api_key", PROVIDER_KEY, "endpoint", provider.url(), "organizationId", "org-of-the-owner"));
        authorization.grantPermissions(executeOnTheModel());
        var talkative = OpenAIOkHttpClient.builder()
                .apiKey(application.apiKey())
                .baseUrl(stagedoor.resolve("/v1").toString())
                .organization("org-of-the-caller")
                .project("project-of-the-caller")
                .putHeader("X-Authorization", application.apiKey())
                .putHeader("Cookie", "session=1")
                .putHeader("OpenAI-Beta", "assistants=v2")
                .putHeader("X-Forwarded-Host", "elsewhere.example")
                .build();

        var answer = SdkCall.CHAT.make(talkative, qualified(MODEL));

        assertThat(answer).isNotEmpty();
        assertThat(headersOf(provider.lastRequest()))
                .containsEntry("authorization", List.of("Bearer " + PROVIDER_KEY))
                .containsEntry("openai-organization", List.of("org-of-the-owner"))
                .containsEntry("content-type", List.of("application/json"))
                .containsOnlyKeys(
                        "host",
                        "accept",
                        "user-agent",
                        "authorization",
                        "openai-organization",
                        "content-type",
                        "content-length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/"})
    void theBaseUrlOfTheProviderMayBeGivenWithOrWithoutItsVersion(String suffix) {
        integrate(Map.of("api_key", PROVIDER_KEY, "endpoint", provider.url() + suffix));
        authorization.grantPermissions(executeOnTheModel());

        var answer = SdkCall.CHAT.make(client(application), qualified(MODEL));

        assertThat(answer).isNotEmpty();
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void theListOfModelsHoldsWhatTheCallerMayExecuteAndNothingElse() {
        integrations.saveIntegrationApi(
                integration,
                "gpt-5",
                IntegrationApiUpdate.builder().enabled(true).build());
        authorization.grantPermissions(executeOnTheModel());

        var listed = client(application).models().list().autoPager().stream().map(Model::id);

        assertThat(listed).containsExactly(qualified(MODEL));
    }

    @Test
    void aMemberOfAGroupThatMayExecuteTheIntegrationMayExecuteItsModels() {
        var group = "group-" + integration;
        var member = "member-" + integration + "@example.org";
        authorization.upsertGroup(
                new UpsertGroupRequest().description("of a test").addRolesItem(UpsertGroupRequest.RolesEnum.USER),
                group);
        authorization.upsertUser(
                new UpsertUserRequest().name("Member").addRolesItem(UpsertUserRequest.RolesEnum.USER), member);
        authorization.addUserToGroup(group, member);

        authorization.grantPermissions(execute(
                new SubjectRef().type(SubjectRef.TypeEnum.GROUP).id(group),
                new TargetRef().type(TargetRef.TypeEnum.INTEGRATION_PROVIDER).id(integration)));

        Api.admin()
                .get("/api/users/" + member + "/checkPermissions?type=INTEGRATION&id=" + qualified(MODEL))
                .then()
                .statusCode(200)
                .body("EXECUTE", equalTo(true))
                .body("READ", equalTo(false));
    }

    private void integrate(Map<String, String> configuration) {
        integrations.saveIntegration(
                integration,
                IntegrationUpdate.builder()
                        .type("openai")
                        .category(Category.AI_MODEL)
                        .description("of a test")
                        .enabled(true)
                        .configuration(configuration)
                        .build());
    }

    private Application application(String name) {
        var created = authorization.createApplication(new CreateOrUpdateApplicationRequest().name(name));
        var key = authorization.createAccessKey(created.getId());
        return new Application(created.getId(), "sd-" + key.getId() + "." + key.getSecret());
    }

    private AuthorizationRequest executeOnTheModel() {
        return execute(
                new SubjectRef().type(SubjectRef.TypeEnum.USER).id("app:" + application.id()),
                new TargetRef().type(TargetRef.TypeEnum.INTEGRATION).id(qualified(MODEL)));
    }

    private static AuthorizationRequest execute(SubjectRef subject, TargetRef target) {
        return new AuthorizationRequest().subject(subject).target(target).access(List.of(AccessEnum.EXECUTE));
    }

    private String qualified(String model) {
        return integration + ":" + model;
    }

    private OpenAIClient client(Application caller) {
        return OpenAIOkHttpClient.builder()
                .apiKey(caller.apiKey())
                .baseUrl(stagedoor.resolve("/v1").toString())
                .build();
    }

    /** A client that passes Stagedoor by, for comparison. */
    private OpenAIClient direct() {
        return OpenAIOkHttpClient.builder()
                .apiKey(PROVIDER_KEY)
                .baseUrl(provider.url() + "/v1")
                .build();
    }

    private void assertThatIsNotFound(OpenAIClient client) {
        assertThatThrownBy(() -> SdkCall.CHAT.make(client, qualified(MODEL)))
                .isInstanceOfSatisfying(NotFoundException.class, refusal -> assertThat(refusal.code())
                        .contains("model_not_found"));
    }

    private static Map<String, List<String>> headersOf(ProviderStub.Request request) {
        return request.headers().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }
}
