package dev.stagedoor.gateway;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.provider.Endpoint;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * OpenAI's endpoints. The body goes to the provider as it came, but for the model's name; the answer comes back as the
 * provider gave it, with its status. Errors of our own are in OpenAI's shape: 401 for a credential that is no good, 404
 * {@code model_not_found} for a model that is not there or not permitted, 403 for one that is switched off, 400 for an
 * endpoint that the model's provider does not have, 502 and 504 for a provider that is away or silent, 503 when Stagedoor's
 * own store is away.
 */
@Path("/v1")
@RegisterForReflection
class GatewayResource {
    private static final String MODEL_IN_BODY = "the model is named in the body; the caller needs EXECUTE on it";

    private final Calls calls;
    private final CurrentCaller caller;
    private final Departure departure;

    GatewayResource(Calls calls, CurrentCaller caller, Departure departure) {
        this.calls = calls;
        this.caller = caller;
        this.departure = departure;
    }

    /** A chat completion; with {@code "stream": true} as server-sent events. */
    @POST
    @Path("/chat/completions")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> chatCompletions(byte[] body) {
        return forward(Endpoint.CHAT_COMPLETIONS, body);
    }

    /** A completion of the older kind, of a prompt; with {@code "stream": true} as server-sent events. */
    @POST
    @Path("/completions")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> completions(byte[] body) {
        return forward(Endpoint.COMPLETIONS, body);
    }

    /** A response; with {@code "stream": true} as server-sent events. */
    @POST
    @Path("/responses")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> responses(byte[] body) {
        return forward(Endpoint.RESPONSES, body);
    }

    /** Embeddings. */
    @POST
    @Path("/embeddings")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> embeddings(byte[] body) {
        return forward(Endpoint.EMBEDDINGS, body);
    }

    /** What a text may be offensive for. */
    @POST
    @Path("/moderations")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> moderations(byte[] body) {
        return forward(Endpoint.MODERATIONS, body);
    }

    /** Images of what a text describes; with {@code "stream": true} as server-sent events. */
    @POST
    @Path("/images/generations")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> images(byte[] body) {
        return forward(Endpoint.IMAGES, body);
    }

    /** A text spoken: the audio as it comes, or with {@code "stream_format": "sse"} as server-sent events. */
    @POST
    @Path("/audio/speech")
    @AnyCaller(because = MODEL_IN_BODY)
    public RestMulti<Buffer> speech(byte[] body) {
        return forward(Endpoint.SPEECH, body);
    }

    private RestMulti<Buffer> forward(Endpoint endpoint, byte[] body) {
        return RestMulti.fromUniResponse(
                departure.cancels(calls.forward(caller.get(), endpoint, body)),
                Reply::body,
                Reply::headers,
                Reply::status);
    }
}
