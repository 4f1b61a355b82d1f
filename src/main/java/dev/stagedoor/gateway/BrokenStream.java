package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** How an answer ends that breaks off after its status was sent: an event that SDKs raise, never a quiet end. */
final class BrokenStream {
    private BrokenStream() {}

    static Multi<Buffer> end(Reply reply, Call call, Throwable failure) {
        return reply.isEventStream()
                ? Multi.createFrom().item(event(problem(call, failure)))
                : Multi.createFrom().failure(failure);
    }

    private static Problem problem(Call call, Throwable failure) {
        return failure instanceof Problem problem
                ? problem
                : UpstreamClient.problem(failure, call.route().reference().integration());
    }

    private static Buffer event(Problem problem) {
        var error = new JsonObject()
                .put("message", problem.getMessage())
                .put("type", problem instanceof Problem.Unavailable ? "server_error" : "upstream_error")
                .putNull("param")
                .put("code", problem.code());
        return Buffer.buffer("\n\nevent: error\ndata: "
                + new JsonObject().put("error", error).encode() + "\n\n");
    }
}
