package dev.stagedoor.gateway;

import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Header;
import dev.stagedoor.provider.credential.Credential;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Asks providers about themselves, on the way that calls take: the same connections, and no redirect is followed. */
@ApplicationScoped
public class Inquiries {
    /** Bytes of an answer that are read; the longest list of models known is a tenth of it. */
    private static final int LONGEST_ANSWER = 4 << 20;

    private final UpstreamClient client;
    private final MintedTokens tokens;

    Inquiries(UpstreamClient client, MintedTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** What became of asking for a token where it was refused; empty when it was given. Never fails. */
    public Uni<Optional<String>> refusalOfToken(Credential.Minted credential) {
        return Uni.createFrom()
                .completionStage(() -> tokens.refusalOf(credential).toCompletionStage());
    }

    /** What came of a question. */
    public sealed interface Outcome {
        /** A whole answer; its body is the provider's and may quote the key. */
        record Answered(int status, Buffer body) implements Outcome {}

        /** An answer of more than 4 MB, which was not read to its end. */
        record TooLong() implements Outcome {}

        /** No whole answer in time. */
        record Silent() implements Outcome {}

        /** It was not asked, since it is at an address that is not called from here: {@code kind} is what that is. */
        record NotAllowed(String kind) implements Outcome {}

        /** Nobody there, or it broke off. */
        record Unreachable(Obstacle obstacle) implements Outcome {}
    }

    /** What is in the way. */
    public enum Obstacle {
        NO_SUCH_HOST,
        NOT_TRUSTED,
        NO_CONNECTION
    }

    /**
     * GET of this path; never fails.
     *
     * @param headers with the credential
     * @param limit for the whole of it, from connecting to the end of the answer
     */
    public Uni<Outcome> get(BaseUrl base, String path, List<Header> headers, Duration limit) {
        return client.ask(base, path, headers, limit)
                .chain(Inquiries::read)
                .ifNoItem()
                .after(limit)
                .fail()
                .onFailure()
                .recoverWithItem(Inquiries::failed);
    }

    private static Uni<Outcome> read(Exchange exchange) {
        return exchange.body()
                .collect()
                .in(Buffer::buffer, Inquiries::append)
                .map(body -> new Outcome.Answered(exchange.status(), body));
    }

    private static void append(Buffer sum, Buffer chunk) {
        if (sum.length() + chunk.length() > LONGEST_ANSWER) {
            throw new TooLongException();
        }
        sum.appendBuffer(chunk);
    }

    private static Outcome failed(Throwable failure) {
        return switch (failure) {
            case TooLongException e -> new Outcome.TooLong();
            case TimeoutException e -> new Outcome.Silent();
            case java.util.concurrent.TimeoutException e -> new Outcome.Silent();
            case RefusedAddressException e -> new Outcome.NotAllowed(e.kind());
            case UnknownHostException e -> new Outcome.Unreachable(Obstacle.NO_SUCH_HOST);
            case SSLException e -> new Outcome.Unreachable(Obstacle.NOT_TRUSTED);
            default -> new Outcome.Unreachable(Obstacle.NO_CONNECTION);
        };
    }

    /** Ends the reading; it needs no trace, since it goes no further than here. */
    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("more than " + LONGEST_ANSWER + " bytes", null, false, false);
        }
    }
}
