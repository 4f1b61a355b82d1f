package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.wire.BodyConfig;
import dev.stagedoor.wire.SlowSenders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Reads the whole body of a call, and no more of it than a call may bring. */
@Singleton
class RequestBody {
    private static final String CONTINUE = "100-continue";
    private static final long USUAL = 1024;

    /** Bytes of memory that are set aside because a header says that so many come. */
    private static final long MOST_ON_TRUST = 64 << 10;

    private final SlowSenders slowSenders;
    private final long maxSize;

    RequestBody(SlowSenders slowSenders, BodyConfig config) {
        this.slowSenders = slowSenders;
        this.maxSize = config.maxSize().asLongValue();
    }

    /** The body; fails with 413 at the first byte too many, or before that when its length is told. */
    Future<byte[]> read(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        var declared = header == null ? USUAL : Long.parseLong(header);
        if (declared > maxSize) {
            request.resume();
            return Future.failedFuture(new Problem.TooLarge());
        }
        var whole = Promise.<byte[]>promise();
        var body = Buffer.buffer((int) Math.min(MOST_ON_TRUST, declared));
        var watch = slowSenders.watch(request);
        askFor(request);
        request.pause()
                .handler(part -> append(body, part, whole))
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(body.getBytes()))
                .resume();
        return whole.future().onComplete(read -> watch.over());
    }

    /** Some clients send none before they are told that it is welcome (RFC 9110, section 10.1.1). */
    static void askFor(HttpServerRequest request) {
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    /** What comes after the failure is taken off the wire and dropped: a client that still writes reads no answer. */
    private void append(Buffer body, Buffer part, Promise<byte[]> whole) {
        if (body.length() + part.length() <= maxSize) {
            body.appendBuffer(part);
        } else {
            whole.tryFail(new Problem.TooLarge());
        }
    }
}
