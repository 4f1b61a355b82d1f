package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.models.Model;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The unmodified official client of OpenAI at each endpoint, whole and streamed, with the provider that answers by itself. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenAiClientTest {
    private static final String SAID = "Who is at the door?";
    private static final String HEARD = "Loopback heard: " + SAID;

    private final Api admin = Api.admin();
    private final String integration = "sdk-" + UUID.randomUUID();
    private final String model = integration + ":m";

    @TestHTTPResource("/v1")
    URI stagedoor;

    private OpenAIClient client;

    @BeforeEach
    void permit() {
        admin.loopback(integration);
        admin.model(integration, "m");
        var caller = admin.application("sdk");
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
        client = OpenAIOkHttpClient.builder()
                .apiKey(caller.apiKey())
                .baseUrl(stagedoor.toString())
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void chats() {
        var answer = client.chat().completions().create(chat());

        assertThat(answer.choices().getFirst().message().content()).contains(HEARD);
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(5);
    }

    @Test
    void chatsInAStream() {
        try (var chunks = client.chat().completions().createStreaming(chat())) {
            var said = chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());

            assertThat(said).isEqualTo(HEARD);
        }
    }

    private ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(SAID)
                .build();
    }

    @Test
    void completes() {
        var answer = client.completions().create(completion());

        assertThat(answer.choices().getFirst().text()).isEqualTo(HEARD);
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(12);
    }

    @Test
    void completesInAStream() {
        try (var chunks = client.completions().createStreaming(completion())) {
            var said = chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .map(choice -> choice.text())
                    .collect(Collectors.joining());

            assertThat(said).isEqualTo(HEARD);
        }
    }

    private CompletionCreateParams completion() {
        return CompletionCreateParams.builder().model(model).prompt(SAID).build();
    }

    @Test
    void responds() {
        var answer = client.responses().create(response());

        assertThat(answer.output()
                        .getFirst()
                        .asMessage()
                        .content()
                        .getFirst()
                        .asOutputText()
                        .text())
                .isEqualTo(HEARD);
        assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(7);
    }

    @Test
    void respondsInAStream() {
        try (var events = client.responses().createStreaming(response())) {
            var said = events.stream()
                    .flatMap(event -> event.outputTextDelta().stream())
                    .map(event -> event.delta())
                    .collect(Collectors.joining());

            assertThat(said).isEqualTo(HEARD);
        }
    }

    private ResponseCreateParams response() {
        return ResponseCreateParams.builder().model(model).input(SAID).build();
    }

    @Test
    void embeds() {
        var answer = client.embeddings()
                .create(EmbeddingCreateParams.builder().model(model).input(SAID).build());

        assertThat(answer.data()).hasSize(1);
        assertThat(answer.usage().promptTokens()).isEqualTo(5);
    }

    @Test
    void moderates() {
        var answer = client.moderations()
                .create(ModerationCreateParams.builder()
                        .model(model)
                        .input(SAID)
                        .build());

        assertThat(answer.validate().results()).singleElement().satisfies(result -> {
            assertThat(result.flagged()).isFalse();
            assertThat(result.categories().selfHarmIntent()).isFalse();
        });
    }

    @Test
    void draws() {
        var answer = client.images()
                .generate(ImageGenerateParams.builder()
                        .model(model)
                        .prompt("A door")
                        .n(2)
                        .build());

        assertThat(answer.data().orElseThrow()).hasSize(2).allSatisfy(image -> assertThat(image.b64Json())
                .isPresent());
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(4);
    }

    @Test
    void speaks() throws IOException {
        try (var answer = client.audio().speech().create(speech().build())) {
            var audio = answer.body().readAllBytes();

            assertThat(answer.headers().values("Content-Type")).containsExactly("audio/wav");
            assertThat(new String(audio, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
            assertThat(audio).hasSize(44 + 5 * 800);
        }
    }

    @Test
    void speaksInAStream() throws IOException {
        var params = speech().streamFormat(SpeechCreateParams.StreamFormat.SSE).build();

        try (var answer = client.audio().speech().create(params)) {
            var events = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.headers().values("Content-Type")).containsExactly("text/event-stream");
            assertThat(events).contains("\"speech.audio.delta\"", "\"speech.audio.done\"");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(Rows.usageOf(integration)).containsExactly("COMPLETED 200 5 5 10"));
    }

    private SpeechCreateParams.Builder speech() {
        return SpeechCreateParams.builder()
                .model(model)
                .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
                .input(SAID);
    }

    @Test
    void transcribes() {
        var answer = client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .file("RIFF".getBytes(StandardCharsets.US_ASCII))
                        .model(model)
                        .language("de")
                        .build());

        assertThat(answer.asTranscription().text()).startsWith("Loopback heard ");
        Awaitility.await()
                .untilAsserted(() -> assertThat(Rows.usageOf(integration)).containsExactly("COMPLETED 200 1 4 5"));
    }

    @Test
    void listsModels() {
        assertThat(client.models().list().data()).extracting(Model::id).containsExactly(model);
        assertThat(client.models().retrieve(model).id()).isEqualTo(model);
    }
}
