package dev.stagedoor.identity.login;

import dev.stagedoor.secret.Mask;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a request shows of who makes it: {@code X-Authorization} as the Conductor SDKs send it, or
 * {@code Authorization: Bearer} as everybody else does. Both are understood on every path.
 */
record Credential(String text) {
    static final String CONDUCTOR_HEADER = "X-Authorization";
    static final String HEADER = "Authorization";
    static final String BEARER = "Bearer ";

    /** Whether there is a header for credentials, whatever is in it. */
    static boolean isIn(MultiMap headers) {
        return headers.contains(CONDUCTOR_HEADER) || headers.contains(HEADER);
    }

    static Optional<Credential> of(MultiMap headers) {
        return Optional.ofNullable(headers.get(CONDUCTOR_HEADER))
                .or(() -> Optional.ofNullable(headers.get(HEADER)))
                .map(Credential::withoutScheme)
                .filter(text -> !text.isEmpty())
                .map(Credential::new);
    }

    private static String withoutScheme(String header) {
        return (header.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? header.substring(BEARER.length()) : header)
                .strip();
    }

    /** Whether this has the form of a signed token; of what it says nothing is checked. */
    boolean isToken() {
        return !part(0).isEmpty() && !part(1).isEmpty();
    }

    /** Whether this is a token that only Stagedoor can have signed, going by its header. */
    boolean isSignedByUs() {
        return SignedTokens.ALGORITHM.equals(part(0).getString("alg"));
    }

    /** The claims of a token that was verified before; empty for what is no token. */
    JsonObject claims() {
        return part(1);
    }

    private JsonObject part(int index) {
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return new JsonObject();
        }
        try {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[index]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }

    @Override
    public String toString() {
        return "Credential[" + Mask.TEXT + "]";
    }
}
