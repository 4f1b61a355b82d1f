package dev.stagedoor.gateway;

import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * A stream of events with a comment in it wherever it would be silent for long, so that nobody between us and the caller
 * takes the connection for dead. Comments go between events, never into one; what comes from the provider is passed on to
 * the byte. For one subscriber, on the event loop of the call.
 */
final class Heartbeat extends AbstractMulti<Buffer> implements Subscription {
    private static final byte[] COMMENT = {':', ' ', 's', 't', 'a', 'g', 'e', 'd', 'o', 'o', 'r', '\n', '\n'};

    private final Vertx vertx;
    private final long everyNanos;
    private final FrameEnd frameEnd = new FrameEnd();
    private final Runnable onEarlyCancel;
    private final Queue<Buffer> held = new ArrayDeque<>(1);
    private Publisher<Buffer> source;
    private MultiSubscriber<? super Buffer> reader;
    private Subscription events;
    private long wanted;
    private long asked;
    private boolean isComplete;
    private boolean isOver;
    private long silentSince = System.nanoTime();
    private long timer;

    private Heartbeat(Vertx vertx, Duration every, Publisher<Buffer> source, Runnable onEarlyCancel) {
        this.vertx = vertx;
        this.everyNanos = every.toNanos();
        this.source = source;
        this.onEarlyCancel = onEarlyCancel;
    }

    static Heartbeat in(Publisher<Buffer> events, Vertx vertx, Duration every) {
        return new Heartbeat(vertx, every, events, () -> {});
    }

    /**
     * Of a stream that is not there yet; it begins with a comment.
     *
     * @param onEarlyCancel what to do when the caller leaves before the stream is there
     */
    static Heartbeat before(Vertx vertx, Duration every, Runnable onEarlyCancel) {
        var heartbeat = new Heartbeat(vertx, every, null, onEarlyCancel);
        heartbeat.silentSince = System.nanoTime() - every.toNanos();
        return heartbeat;
    }

    /** Here is the stream. */
    void follow(Publisher<Buffer> stream) {
        source = stream;
        if (reader != null && !isOver) {
            stream.subscribe(new Events());
        }
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> subscriber) {
        reader = subscriber;
        subscriber.onSubscribe(this);
        if (source != null && !isOver) {
            source.subscribe(new Events());
        }
        setTimer();
    }

    @Override
    public void request(long pieces) {
        wanted = wanted + pieces < 0 ? Long.MAX_VALUE : wanted + pieces;
        while (wanted > 0 && !held.isEmpty()) {
            pass(held.remove());
        }
        if (isComplete) {
            completeOnceEmpty();
        } else {
            ask();
        }
    }

    /** A comment takes the place of a piece that was asked for; the piece still comes, and is what the next one gets. */
    private void ask() {
        if (events != null && wanted > asked) {
            var more = wanted - asked;
            asked = wanted;
            events.request(more);
        }
    }

    @Override
    public void cancel() {
        if (end()) {
            if (events != null) {
                events.cancel();
            } else {
                onEarlyCancel.run();
            }
        }
    }

    /** What comes from the provider. */
    private final class Events implements MultiSubscriber<Buffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            events = subscription;
            if (isOver) {
                subscription.cancel();
            } else {
                ask();
            }
        }

        @Override
        public void onItem(Buffer piece) {
            asked--;
            if (wanted > 0) {
                pass(piece);
            } else {
                held.add(piece);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (end()) {
                reader.onFailure(failure);
            }
        }

        @Override
        public void onCompletion() {
            isComplete = true;
            completeOnceEmpty();
        }
    }

    private void pass(Buffer piece) {
        wanted--;
        frameEnd.see(piece);
        silentSince = System.nanoTime();
        reader.onItem(piece);
    }

    private void completeOnceEmpty() {
        if (held.isEmpty() && end()) {
            reader.onCompletion();
        }
    }

    private boolean end() {
        var isFirst = !isOver;
        isOver = true;
        vertx.cancelTimer(timer);
        return isFirst;
    }

    private void setTimer() {
        if (!isOver) {
            var left = everyNanos - (System.nanoTime() - silentSince);
            timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), rung -> ring());
        }
    }

    private void ring() {
        if (System.nanoTime() - silentSince >= everyNanos) {
            beat();
        }
        setTimer();
    }

    /** Not while the caller still has something to take. */
    private void beat() {
        silentSince = System.nanoTime();
        if (wanted > 0 && frameEnd.isReached()) {
            wanted--;
            reader.onItem(Buffer.buffer(COMMENT));
        }
    }
}
