package dev.stagedoor.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.provider.credential.Credential.Minted;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tokens of accounts whose keys never leave: asked for once, used until shortly before they expire, and renewed ahead of
 * that while calls go on with the old one. However many calls wait for a token, one is asked for.
 */
@Singleton
class MintedTokens {
    private static final int REMEMBERED = 1000;

    private final Vertx vertx;
    private final TokenEndpoint endpoint;
    private final Cache<Minted, Account> accounts =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    MintedTokens(Vertx vertx, Addresses addresses) {
        this.vertx = vertx;
        this.endpoint = new TokenEndpoint(vertx, addresses);
    }

    /** A token that is good now; fails with 502 that names the integration when none is given out. */
    Future<String> of(Minted credential, String integration) {
        return token(credential)
                .recover(failure -> Future.failedFuture(UpstreamProblem.noToken(integration, reasonOf(failure))));
    }

    /** Why there is no token; empty when there is one. */
    Future<Optional<String>> refusalOf(Minted credential) {
        return token(credential)
                .map(token -> Optional.<String>empty())
                .otherwise(failure -> Optional.of(reasonOf(failure)));
    }

    private static String reasonOf(Throwable failure) {
        return failure instanceof TokenRefusedException refused ? refused.getMessage() : "cannot be reached";
    }

    /** Whoever waits for a question that somebody else asked goes on where it was. */
    private Future<String> token(Minted credential) {
        var token = accounts.get(credential, Account::new).token();
        if (token.isComplete()) {
            return token;
        }
        var here = vertx.getOrCreateContext();
        return Future.future(promise -> token.onComplete(result -> here.runOnContext(back -> promise.handle(result))));
    }

    void close(@Observes ShutdownEvent stopping) {
        endpoint.close();
    }

    /** One account: the token it has, and the question for the next one. */
    private final class Account {
        private final Minted credential;
        private final AtomicReference<AccessToken> held = new AtomicReference<>(AccessToken.NONE);
        private final AtomicReference<Future<AccessToken>> asking = new AtomicReference<>();

        Account(Minted credential) {
            this.credential = credential;
        }

        Future<String> token() {
            var token = held.get();
            if (token.isFresh(System.nanoTime())) {
                return Future.succeededFuture(token.text());
            }
            var next = next();
            return token.isGood(System.nanoTime()) ? Future.succeededFuture(token.text()) : next.map(AccessToken::text);
        }

        /** The answer to the question that is under way, or to a new one. */
        private Future<AccessToken> next() {
            var promise = Promise.<AccessToken>promise();
            var underWay = asking.compareAndExchange(null, promise.future());
            if (underWay != null) {
                return underWay;
            }
            ask().onSuccess(held::set).onComplete(asked -> asking.set(null)).onComplete(promise);
            return promise.future();
        }

        /** Signing takes longer than an event loop has time. */
        private Future<AccessToken> ask() {
            return vertx.executeBlocking(() -> TokenEndpoint.question(credential), false)
                    .compose(question -> endpoint.ask(credential.tokenUrl(), question));
        }
    }
}
