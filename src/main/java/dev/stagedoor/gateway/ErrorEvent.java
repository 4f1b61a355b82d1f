package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.provider.Endpoint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The event of an error in a stream, which every SDK raises. It is the last: no {@code [DONE]} comes after it. */
final class ErrorEvent {
    private ErrorEvent() {}

    static Buffer of(Problem problem, Endpoint endpoint) {
        return of(
                new JsonObject()
                        .put("message", problem.getMessage())
                        .put("type", problem instanceof UpstreamProblem ? "upstream_error" : "server_error")
                        .putNull("param")
                        .put("code", problem.code()),
                endpoint);
    }

    /**
     * The blank line in front ends an event that was sent by half. Events of the responses API carry the fields of the error
     * themselves, and a number; the number of the event before was not read.
     */
    static Buffer of(JsonObject error, Endpoint endpoint) {
        var data = new JsonObject();
        if (endpoint == Endpoint.RESPONSES) {
            data.put("type", "error")
                    .put("code", error.getValue("code"))
                    .put("message", error.getValue("message"))
                    .put("param", error.getValue("param"))
                    .put("sequence_number", 0);
        }
        return Buffer.buffer(
                "\n\nevent: error\ndata: " + data.put("error", error).encode() + "\n\n");
    }
}
