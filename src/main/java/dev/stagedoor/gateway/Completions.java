package dev.stagedoor.gateway;

import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.provider.Endpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Chat completions for other features. Such a call takes the way of every call from outside: the same check of who may
 * EXECUTE the model, the same usage row, the same failures.
 */
@ApplicationScoped
public class Completions {
    /** More than any model can say at once. */
    private static final int LONGEST_ANSWER = 16 << 20;

    private static final int LONGEST_MESSAGE = 1000;

    private final Calls calls;
    private final Departure departure;

    Completions(Calls calls, Departure departure) {
        this.calls = calls;
        this.departure = departure;
    }

    /**
     * The provider's whole answer, in OpenAI's format. Fails like a call does, and with 502 and the provider's message when
     * the provider refuses.
     *
     * @param request in OpenAI's format, but for the model
     */
    public Uni<JsonObject> chat(Caller caller, Reference model, JsonObject request) {
        var body = request.copy().put("model", model.toString()).toBuffer().getBytes();
        return departure
                .cancels(Uni.createFrom()
                        .deferred(() -> calls.forward(Tracking.ofOwn(), caller, Endpoint.CHAT_COMPLETIONS, body)))
                .chain(reply -> read(reply, model.integration()));
    }

    private static Uni<JsonObject> read(Reply reply, String integration) {
        return reply.body()
                .collect()
                .in(Buffer::buffer, (sum, chunk) -> append(sum, chunk, integration))
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> UpstreamClient.problem(failure, integration))
                .map(body -> answer(reply, body, integration));
    }

    private static void append(Buffer sum, Buffer chunk, String integration) {
        if (sum.length() + chunk.length() > LONGEST_ANSWER) {
            throw UpstreamProblem.unusable(integration, "at too great a length");
        }
        sum.appendBuffer(chunk);
    }

    private static JsonObject answer(Reply reply, Buffer body, String integration) {
        if (ErrorBody.isError(reply.status())) {
            throw UpstreamProblem.refused(integration, reply.status(), messageOf(body));
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw UpstreamProblem.unusable(integration, "with something that is no chat completion");
        }
    }

    /** What a provider says of its error, in one of the ways that providers say it; empty when it says nothing. */
    private static String messageOf(Buffer body) {
        try {
            var said = new JsonObject(body);
            var error = said.getValue("error") instanceof JsonObject object ? object.getValue("message") : null;
            return Stream.of(error, said.getValue("error"), said.getValue("message"), said.getValue("detail"))
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .findFirst()
                    .map(Completions::shortened)
                    .orElse("");
        } catch (DecodeException e) {
            return "";
        }
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
