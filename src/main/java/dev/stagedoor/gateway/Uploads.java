package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.wire.SlowSenders;
import dev.stagedoor.wire.SlowSenders.Watch;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Begins to read forms with files: up to the part that names the model, and no further than a bound, for until it is known
 * where the bytes go they must be kept.
 */
@ApplicationScoped
class Uploads {
    private final SlowSenders slowSenders;
    private final long mostAhead;
    private final long limit;

    Uploads(SlowSenders slowSenders, GatewayConfig config) {
        this.slowSenders = slowSenders;
        this.mostAhead = config.multipartLookahead().asLongValue();
        this.limit = config.uploadLimit().asLongValue();
    }

    /**
     * The body of a request, read as far as its model; fails with 413 when it says that it is too long, and 400 when it is no
     * form or its model comes too late.
     */
    Future<Upload> read(RoutingContext context) {
        var caller = context.request();
        var watch = slowSenders.watch(caller);
        caller.end().onComplete(ended -> watch.over());
        context.addEndHandler(answered -> drop(caller, watch));
        try {
            var boundary = Boundary.of(caller.getHeader(HttpHeaders.CONTENT_TYPE));
            refuseTooLong(caller);
            return new LookAhead(context, watch, new MultipartScanner(boundary)).begin();
        } catch (Problem problem) {
            return Future.failedFuture(problem);
        }
    }

    /** A caller who still writes when it is answered has to be let finish, or it does not read the answer. */
    private void drop(HttpServerRequest caller, Watch watch) {
        if (!caller.isEnded()) {
            caller.handler(new Dropping(caller)).endHandler(end -> {});
            watch.resume();
        }
    }

    private void refuseTooLong(HttpServerRequest caller) {
        var declared = caller.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declared != null && Long.parseLong(declared) > limit) {
            throw new Problem.TooLarge();
        }
    }

    /** Takes and forgets, but not for ever. */
    private final class Dropping implements Handler<Buffer> {
        private final HttpServerRequest caller;
        private long left = limit;

        Dropping(HttpServerRequest caller) {
            this.caller = caller;
        }

        @Override
        public void handle(Buffer chunk) {
            left -= chunk.length();
            if (left < 0) {
                caller.connection().close();
            }
        }
    }

    /** Reads until the model is known. */
    private final class LookAhead {
        private final RoutingContext context;
        private final HttpServerRequest caller;
        private final Watch watch;
        private final MultipartScanner scanner;
        private final Promise<Upload> known = Promise.promise();
        private final Buffer ahead = Buffer.buffer();

        LookAhead(RoutingContext context, Watch watch, MultipartScanner scanner) {
            this.context = context;
            this.caller = context.request();
            this.watch = watch;
            this.scanner = scanner;
        }

        Future<Upload> begin() {
            RequestBody.askFor(caller);
            caller.handler(this::take)
                    .exceptionHandler(known::tryFail)
                    .endHandler(this::end)
                    .resume();
            return known.future();
        }

        private void take(Buffer chunk) {
            try {
                scanner.take(chunk.getBytes());
                ahead.appendBuffer(chunk);
                if (scanner.model() != null) {
                    complete();
                } else if (ahead.length() > mostAhead) {
                    throw new Problem.Invalid(
                            "model", "must come before the file: it is not in the first " + mostAhead + " bytes");
                }
            } catch (Problem problem) {
                drop(caller, watch);
                known.tryFail(problem);
            }
        }

        private void complete() {
            watch.pause();
            var upload = new Upload(caller, watch, scanner, ahead, limit);
            context.addEndHandler(ended -> leave(upload));
            known.complete(upload);
        }

        /** Who leaves without an answer cancels the call, which breaks off what is sent. */
        private void leave(Upload upload) {
            if (context.response().ended()) {
                upload.leave();
            }
        }

        private void end(Void end) {
            try {
                scanner.end();
            } catch (Problem problem) {
                known.tryFail(problem);
            }
        }
    }
}
