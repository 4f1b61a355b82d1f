package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.secret.KeyRing;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The cookie of a signed-in browser: a token of ours that opens nothing as a bearer token, as bearer tokens are no sessions.
 * It counts only where a request shows no other credential. Browsers keep a cookie of this name only from this very host,
 * over TLS, and show it to no script and on no request of another site.
 */
@ApplicationScoped
class SessionCookie {
    static final String NAME = "__Host-stagedoor-session";

    private final SignedTokens tokens;
    private final Duration lifetime;

    SessionCookie(KeyRing ring, SessionConfig config) {
        this.tokens = new SignedTokens(ring, "session-signing", "stagedoor-session");
        this.lifetime = config.lifetime();
    }

    /** A session that has just begun. */
    record Started(NewCookie cookie, Instant expiresAt) {}

    /** Signs this caller in. */
    Started start(Caller caller) {
        var token = tokens.sign(caller, lifetime, Map.of());
        return new Started(cookie(token, lifetime), tokens.verify(token).expiresAt());
    }

    /** Makes the browser forget the cookie. */
    NewCookie forgotten() {
        return cookie("", Duration.ZERO);
    }

    private static NewCookie cookie(String value, Duration age) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(Math.toIntExact(age.toSeconds()))
                .secure(true)
                .httpOnly(true)
                .sameSite(SameSite.STRICT)
                .build();
    }

    /**
     * The session of this request, if it shows one and no other credential. 401 when that is not good, 403 when another site
     * may have made the browser show it.
     */
    Optional<Verified> read(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME))
                .filter(cookie -> !Credential.isIn(request.headers()))
                .map(Cookie::getValue)
                .map(token -> verify(token, request));
    }

    /** Whether the request shows such a cookie, good or not. */
    boolean isShownBy(HttpServerRequest request) {
        return request.getCookie(NAME) != null;
    }

    private Verified verify(String token, HttpServerRequest request) {
        OwnSite.require(request);
        return tokens.verify(token);
    }
}
