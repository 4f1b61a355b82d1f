package dev.stagedoor.identity.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.CallerSource;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.AccessKeys;
import dev.stagedoor.identity.application.ApiKey;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Fingerprint;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds the caller behind the credential of a request, verifying each credential once. Without one a session cookie does,
 * which is not remembered: what it is worth depends on the request too.
 */
@Singleton
class RequestCaller implements CallerSource {
    private final AccessKeys keys;
    private final Tokens tokens;
    private final IssuerTokens issuerTokens;
    private final SessionCookie session;
    private final StoreGuard guard;
    private final Cache<Fingerprint, Verified> remembered;

    RequestCaller(
            AccessKeys keys,
            Tokens tokens,
            IssuerTokens issuerTokens,
            SessionCookie session,
            StoreGuard guard,
            LoginConfig config) {
        this.keys = keys;
        this.tokens = tokens;
        this.issuerTokens = issuerTokens;
        this.session = session;
        this.guard = guard;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.rememberedCredentials())
                .build();
    }

    @Override
    public Uni<Caller> caller(RoutingContext context) {
        return Uni.createFrom().deferred(() -> Credential.of(context.request().headers())
                .map(credential -> callerOf(credential, context))
                .orElseGet(() -> signedIn(context)));
    }

    @Override
    public Caller remembered(RoutingContext context) {
        var known = Credential.of(context.request().headers())
                .map(credential -> remembered.getIfPresent(Fingerprint.of(credential.text())))
                .orElse(null);
        return known == null ? null : known.callerUnlessExpired();
    }

    private Uni<Caller> signedIn(RoutingContext context) {
        return session.read(context.request())
                .map(verified -> Uni.createFrom().item(verified.caller()))
                .orElseThrow(Problem.Unauthenticated::missing);
    }

    private Uni<Caller> callerOf(Credential credential, RoutingContext context) {
        var fingerprint = Fingerprint.of(credential.text());
        var known = remembered.getIfPresent(fingerprint);
        return known != null
                ? Uni.createFrom().item(known::callerUnlessExpired)
                : verify(credential, context)
                        .invoke(verified -> remember(fingerprint, verified))
                        .map(Verified::callerUnlessExpired);
    }

    private void remember(Fingerprint fingerprint, Verified verified) {
        if (verified.isLearned()) {
            remembered.put(fingerprint, verified);
        }
    }

    private Uni<Verified> verify(Credential credential, RoutingContext context) {
        var apiKey = ApiKey.read(credential.text());
        if (apiKey.isPresent()) {
            return verify(apiKey.get());
        }
        return credential.isSignedByUs()
                ? Uni.createFrom().item(() -> tokens.verify(credential.text()))
                : issuerTokens.verify(credential, context);
    }

    private Uni<Verified> verify(ApiKey key) {
        return guard.read(() -> keys.verify(key.id(), key.secret()))
                .map(application -> application.orElseThrow(Problem.Unauthenticated::invalid))
                .map(id -> new Verified(callerWith(key, id), Instant.MAX));
    }

    private static Caller callerWith(ApiKey key, String applicationId) {
        var hash = HexFormat.of().formatHex(Fingerprint.of(key.secret()).bytes());
        return new Caller(Subject.application(applicationId), Optional.of(key.id()), Optional.of(hash));
    }
}
