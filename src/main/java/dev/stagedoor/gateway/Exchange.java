package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/** A provider's response and its body, which is not read before somebody asks for it. */
record Exchange(HttpClientRequest request, HttpClientResponse response, Deadlines deadlines, Multi<Buffer> body) {
    /** Less than 100 kB. */
    private static final int DIGITS_OF_SHORT = 5;

    int status() {
        return response.statusCode();
    }

    Reply reply() {
        return new Reply(status(), ReplyHeaders.passedOn(response.headers()), body, null, false);
    }

    /** Whether the answer is of a length that is told, and not worth passing on in parts. */
    boolean isShort() {
        var length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() <= DIGITS_OF_SHORT && !isEventStream();
    }

    private boolean isEventStream() {
        var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith(Reply.EVENT_STREAM);
    }

    /** The same answer once all of it is there. */
    Uni<Reply> whole() {
        return Uni.createFrom().<Reply>emitter(this::readWhole).onCancellation().invoke(this::abandon);
    }

    private void readWhole(UniEmitter<? super Reply> waiting) {
        var read = Buffer.buffer();
        response.handler(piece -> {
                    deadlines.heard(true);
                    read.appendBuffer(piece);
                })
                .end()
                .onComplete(
                        end -> {
                            deadlines.over();
                            waiting.complete(Reply.whole(status(), ReplyHeaders.passedOn(response.headers()), read));
                        },
                        failure -> {
                            deadlines.over();
                            waiting.fail(deadlines.reasonFor(failure));
                        });
        response.resume();
    }

    private void abandon() {
        deadlines.over();
        Abandonment.of(request, response);
    }
}
