package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

/** An answer that comes when its status is sent already, as 200: what is no stream of events becomes one event. */
final class LateReply {
    private static final Logger LOG = Logger.getLogger(LateReply.class);

    private LateReply() {}

    static Multi<Buffer> events(Reply reply, Call call) {
        if (reply.isEventStream() && reply.isSuccess()) {
            return reply.body();
        }
        return reply.body()
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .map(body -> event(reply.status(), body, call))
                .onFailure(Exception.class)
                .recoverWithItem(failure -> event(failure, call))
                .toMulti();
    }

    /** The provider's own words for its error where it has the shape that SDKs read; it may not come in several lines. */
    private static Buffer event(int status, Buffer body, Call call) {
        var integration = call.target().reference().integration();
        if (status < 400) {
            return ErrorEvent.of(
                    UpstreamProblem.unusable(integration, "with something that is no stream of events"),
                    call.endpoint());
        }
        return said(body) instanceof JsonObject error
                ? ErrorEvent.of(error, call.endpoint())
                : ErrorEvent.of(UpstreamProblem.refused(integration, status, ""), call.endpoint());
    }

    private static Object said(Buffer body) {
        try {
            return new JsonObject(body).getValue("error");
        } catch (DecodeException e) {
            return null;
        }
    }

    static Buffer event(Throwable failure, Call call) {
        if (failure instanceof Problem problem) {
            return ErrorEvent.of(problem, call.endpoint());
        }
        LOG.errorf(
                failure, "Unexpected failure in a stream of '%s'", call.target().reference());
        return ErrorEvent.of(
                new JsonObject()
                        .put("message", "Something went wrong on our side")
                        .put("type", "server_error")
                        .putNull("param")
                        .put("code", "internal_error"),
                call.endpoint());
    }
}
