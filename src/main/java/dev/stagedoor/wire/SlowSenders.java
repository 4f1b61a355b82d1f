package dev.stagedoor.wire;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Cuts off clients that send a body slower than anybody has to: each holds a connection and what it has sent so far, and
 * many of them would hold all there is.
 */
@Singleton
public class SlowSenders {
    /** Bytes of a body that must come within each time-out. */
    private static final long LEAST = 16 << 10;

    /** Before everything that looks at bodies. */
    private static final int FIRST = 10_000;

    private final Vertx vertx;
    private final long timeoutMillis;

    SlowSenders(Vertx vertx, BodyConfig config) {
        this.vertx = vertx;
        this.timeoutMillis = config.timeout().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watchBody, FIRST);
    }

    private void watchBody(RoutingContext context) {
        if (hasBody(context.request())) {
            var watch = watch(context.request());
            context.addEndHandler(ended -> watch.over());
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        var headers = request.headers();
        return headers.contains(HttpHeaders.CONTENT_LENGTH) || headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Closes the connection of this request when too little of its body comes. */
    public Watch watch(HttpServerRequest request) {
        return new Watch(request);
    }

    /** An eye on one body. */
    public final class Watch {
        private final HttpServerRequest request;
        private volatile long timer;
        private volatile boolean isPaused;
        private volatile boolean wasPaused;

        private Watch(HttpServerRequest request) {
            this.request = request;
            setTimer();
        }

        private void setTimer() {
            var before = request.bytesRead();
            timer = vertx.setTimer(timeoutMillis, rung -> look(before));
        }

        private void look(long before) {
            if (!request.isEnded()) {
                if (request.bytesRead() - before < LEAST && !wasPaused) {
                    request.connection().close();
                } else {
                    wasPaused = isPaused;
                    setTimer();
                }
            }
        }

        /** Takes no more of the body for now, for which its sender is not to blame. */
        public void pause() {
            isPaused = true;
            wasPaused = true;
            request.pause();
        }

        /** Takes more of it again. */
        public void resume() {
            isPaused = false;
            request.resume();
        }

        /** The body is there, or nobody wants it any longer. */
        public void over() {
            vertx.cancelTimer(timer);
        }
    }
}
