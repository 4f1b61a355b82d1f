package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.wire.SlowSenders.Watch;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * A form with a file on its way through. What was looked ahead at to find the model is held; the rest is read from the caller
 * as the provider takes it, and is checked as it passes. Nothing is changed but the model's name.
 */
final class Upload implements Payload, ReadStream<Buffer> {
    private final HttpServerRequest caller;
    private final Watch watch;
    private final MultipartScanner scanner;
    private final long limit;
    private Buffer ahead;

    /** The last piece that came waits for the next, or for the end to be a proper one: so far nobody has all there is. */
    private Buffer held = Buffer.buffer();

    private String sentModel;
    private long passed;
    private boolean isPaused;
    private boolean isOver;
    private HttpClientRequest sentTo;
    private Deadlines patience;
    private Handler<Buffer> handler = ignored -> {};
    private Handler<Void> endHandler = ignored -> {};
    private Handler<Throwable> exceptionHandler = ignored -> {};

    /**
     * A body whose model is known.
     *
     * @param watch of the caller, paused
     * @param ahead what was read of it already
     * @param limit bytes of the whole body; beyond it 413
     */
    Upload(HttpServerRequest caller, Watch watch, MultipartScanner scanner, Buffer ahead, long limit) {
        this.caller = caller;
        this.watch = watch;
        this.scanner = scanner;
        this.ahead = ahead;
        this.passed = ahead.length();
        this.limit = limit;
        this.sentModel = scanner.model().name();
    }

    @Override
    public String model() {
        return scanner.model().name();
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public long promptTokens(int bytesOfAToken) {
        return 0;
    }

    @Override
    public long choices() {
        return 1;
    }

    @Override
    public OptionalLong longestAnswer() {
        return OptionalLong.empty();
    }

    @Override
    public boolean asksForUsage() {
        return false;
    }

    @Override
    public String contentType() {
        return caller.getHeader(HttpHeaders.CONTENT_TYPE);
    }

    /** As long as none of it was sent: what was looked ahead at is all that is held. */
    @Override
    public boolean isRepeatable() {
        return sentTo == null;
    }

    /** A caller who breaks off is noticed elsewhere; then the request is reset from there. */
    @Override
    public Future<HttpClientResponse> sendTo(
            HttpClientRequest request, String model, boolean askForUsage, Deadlines deadlines) {
        sentTo = request;
        patience = deadlines;
        sentModel = model;
        sentLength()
                .ifPresentOrElse(
                        length -> request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length)),
                        () -> request.setChunked(true));
        var answer = Promise.<HttpClientResponse>promise();
        request.response()
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail)
                .onComplete(begun -> patience = null);
        pipe().endOnFailure(false).to(request).onFailure(failure -> {
            if (answer.tryFail(failure)) {
                request.reset();
            }
        });
        return answer.future();
    }

    /** To be called when the caller has its answer: what the provider did not wait for is not sent any more. */
    void leave() {
        if (sentTo != null && !isOver) {
            sentTo.reset();
        }
    }

    /** Known when the caller says how long its own is. */
    private OptionalLong sentLength() {
        var declared = caller.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declared == null) {
            return OptionalLong.empty();
        }
        var model = scanner.model();
        return OptionalLong.of(Long.parseLong(declared) - (model.end() - model.start()) + utf8(sentModel).length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the whole of it and keeps nothing; the number of bytes. */
    Uni<Long> swallowed() {
        return Uni.createFrom().emitter(emitter -> {
            exceptionHandler(emitter::fail);
            endHandler(end -> emitter.complete(passed));
            resume();
        });
    }

    @Override
    public Upload handler(Handler<Buffer> next) {
        handler = next == null ? ignored -> {} : next;
        return this;
    }

    @Override
    public Upload endHandler(Handler<Void> next) {
        endHandler = next == null ? ignored -> {} : next;
        return this;
    }

    @Override
    public Upload exceptionHandler(Handler<Throwable> next) {
        exceptionHandler = next == null ? ignored -> {} : next;
        return this;
    }

    @Override
    public Upload pause() {
        isPaused = true;
        watch.pause();
        waitForProvider();
        return this;
    }

    @Override
    public Upload resume() {
        isPaused = false;
        if (ahead != null) {
            begin();
        }
        if (!isPaused) {
            waitForCaller();
            watch.resume();
        }
        return this;
    }

    private void waitForProvider() {
        if (patience != null) {
            patience.await();
        }
    }

    private void waitForCaller() {
        if (patience != null) {
            patience.heard(false);
        }
    }

    /** Whoever takes by number gets all there is: nobody does. */
    @Override
    public Upload fetch(long amount) {
        return resume();
    }

    private void begin() {
        caller.handler(this::take).endHandler(this::end);
        var model = scanner.model();
        var edited = Buffer.buffer(ahead.length())
                .appendBuffer(ahead, 0, (int) model.start())
                .appendBytes(utf8(sentModel))
                .appendBuffer(ahead, (int) model.end(), ahead.length() - (int) model.end());
        ahead = null;
        held = edited;
    }

    private void take(Buffer chunk) {
        try {
            passed += chunk.length();
            if (passed > limit) {
                throw new Problem.TooLarge();
            }
            scanner.take(chunk.getBytes());
            passOn(chunk);
        } catch (Problem problem) {
            fail(problem);
        }
    }

    private void passOn(Buffer next) {
        var piece = held;
        held = next;
        handler.handle(piece);
    }

    private void end(Void end) {
        try {
            scanner.end();
            isOver = true;
            waitForProvider();
            passOn(Buffer.buffer());
            endHandler.handle(null);
        } catch (Problem problem) {
            fail(problem);
        }
    }

    /** What still comes is dropped, so that the caller hears why. */
    private void fail(Problem problem) {
        if (!caller.isEnded()) {
            caller.handler(dropped -> {}).endHandler(end -> {});
            watch.resume();
        }
        exceptionHandler.handle(problem);
    }
}
