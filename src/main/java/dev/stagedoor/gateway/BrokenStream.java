package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/** How an answer ends that breaks off after its status was sent: an event that SDKs raise, never a quiet end. */
final class BrokenStream {
    private BrokenStream() {}

    static Multi<Buffer> end(Reply reply, Call call, Throwable failure) {
        return reply.isEventStream()
                ? Multi.createFrom().item(ErrorEvent.of(problem(call, failure), call.endpoint()))
                : Multi.createFrom().failure(failure);
    }

    private static Problem problem(Call call, Throwable failure) {
        return failure instanceof Problem problem
                ? problem
                : UpstreamClient.problem(failure, call.route().reference().integration());
    }
}
