package dev.stagedoor.gateway;

import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeoutException;

/**
 * The body of a provider's answer, read as fast as it is asked for and no faster. When nobody wants it any longer, or it
 * is longer than it may be, the request is reset. For one subscriber, on the event loop of the call.
 */
final class AnswerBody extends AbstractMulti<Buffer> implements Subscription {
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Deadlines deadlines;
    private final long maxSize;
    private MultiSubscriber<? super Buffer> reader;
    private long wanted;
    private long size;
    private boolean isOver;

    /** Of a response that is paused. */
    AnswerBody(HttpClientRequest request, HttpClientResponse response, Deadlines deadlines, long maxSize) {
        this.request = request;
        this.response = response;
        this.deadlines = deadlines;
        this.maxSize = maxSize;
    }

    /** It is longer than an answer may be. Needs no trace: it is made here and nowhere else. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(long maxSize) {
            super("more than " + maxSize + " bytes", null, false, false);
        }
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> subscriber) {
        reader = subscriber;
        deadlines.heard(false);
        deadlines.whenLate(this::giveUp);
        response.exceptionHandler(this::fail).handler(this::pass).endHandler(none -> complete());
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        wanted = wanted + pieces < 0 ? Long.MAX_VALUE : wanted + pieces;
        deadlines.await();
        response.fetch(pieces);
    }

    @Override
    public void cancel() {
        if (end()) {
            Abandonment.of(request, response);
        }
    }

    private void giveUp() {
        fail(new TimeoutException());
        Abandonment.of(request, response);
    }

    private void pass(Buffer piece) {
        if (isOver) {
            return;
        }
        size += piece.length();
        if (size > maxSize) {
            fail(new TooLongException(maxSize));
            Abandonment.of(request, response);
            return;
        }
        wanted--;
        deadlines.heard(wanted > 0);
        reader.onItem(piece);
    }

    private void complete() {
        if (end()) {
            reader.onCompletion();
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            reader.onFailure(deadlines.reasonFor(failure));
        }
    }

    private boolean end() {
        var isFirst = !isOver;
        isOver = true;
        deadlines.over();
        return isFirst;
    }
}
