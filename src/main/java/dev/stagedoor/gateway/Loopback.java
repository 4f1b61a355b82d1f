package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The provider that answers by itself, in OpenAI's format: it repeats what it is told, and counts words as tokens. */
@Singleton
class Loopback {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String WAV = "audio/wav";

    Uni<Reply> answer(Call call) {
        return switch (call.body()) {
            case CallBody json -> Uni.createFrom().item(() -> answer(call, read(call, json)));
            case Upload upload -> upload.swallowed().map(Loopback::transcription);
        };
    }

    private static Reply transcription(long bytes) {
        var usage = new JsonObject()
                .put("type", "tokens")
                .put("input_tokens", 1)
                .put("output_tokens", 4)
                .put("total_tokens", 5);
        return whole(new JsonObject()
                .put("text", "Loopback heard " + bytes + " bytes.")
                .put("usage", usage));
    }

    private static Reply answer(Call call, JsonObject asked) {
        var model = call.target().reference().model();
        var isStreamed = call.body().isStreamed();
        return switch (call.endpoint()) {
            case CHAT_COMPLETIONS -> chat(LoopbackConversation.of(model, asked), isStreamed);
            case COMPLETIONS -> completion(LoopbackCompletion.of(model, asked), isStreamed);
            case RESPONSES -> response(LoopbackConversation.of(model, asked), isStreamed);
            case EMBEDDINGS -> whole(LoopbackEmbeddings.of(model, asked));
            case MODERATIONS -> whole(LoopbackModeration.of(model, asked));
            case IMAGES -> whole(LoopbackImage.of(asked));
            case SPEECH -> speech(LoopbackSpeech.of(asked), LoopbackSpeech.isInEvents(asked));
            case TRANSCRIPTIONS, TRANSLATIONS -> throw new Problem.Invalid("body", "must be a form with a file");
        };
    }

    private static Reply chat(LoopbackConversation conversation, boolean isStreamed) {
        return isStreamed ? events(conversation.chatEvents()) : whole(conversation.chat());
    }

    private static Reply completion(LoopbackCompletion completion, boolean isStreamed) {
        return isStreamed ? events(completion.events()) : whole(completion.whole());
    }

    private static Reply response(LoopbackConversation conversation, boolean isStreamed) {
        return isStreamed ? events(conversation.responseEvents()) : whole(conversation.response());
    }

    private static Reply speech(LoopbackSpeech speech, boolean isInEvents) {
        return isInEvents
                ? events(speech.events())
                : Reply.whole(200, Map.of("Content-Type", List.of(WAV)), speech.whole());
    }

    private static JsonObject read(Call call, CallBody body) {
        try {
            return new JsonObject(body.withModel(call.target().reference().model()));
        } catch (DecodeException e) {
            throw new Problem.Invalid("body", "is not valid JSON");
        }
    }

    private static Reply whole(JsonObject answer) {
        return Reply.whole(200, Map.of("Content-Type", List.of(JSON)), answer.toBuffer());
    }

    private static Reply events(List<String> events) {
        return Reply.of(200, EVENTS, Multi.createFrom().iterable(events).map(Buffer::buffer));
    }

    static List<String> words(String text) {
        return Arrays.asList(text.split("(?<= )", -1));
    }
}
