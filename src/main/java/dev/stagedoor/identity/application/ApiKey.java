package dev.stagedoor.identity.application;

import dev.stagedoor.secret.Mask;
import java.util.Optional;

/** An access key as one string: {@code sd-<id>.<secret>}. Ids hold no dot. */
public record ApiKey(String id, String secret) {
    public static final String PREFIX = "sd-";

    static String write(String id, String secret) {
        return PREFIX + id + "." + secret;
    }

    /** Reads a credential that begins with {@link #PREFIX}; empty when it is not of this form. */
    public static Optional<ApiKey> read(String text) {
        var dot = text.indexOf('.');
        return text.startsWith(PREFIX) && dot > PREFIX.length() && dot < text.length() - 1
                ? Optional.of(new ApiKey(text.substring(PREFIX.length(), dot), text.substring(dot + 1)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "ApiKey[id=" + id + ", " + Mask.TEXT + "]";
    }
}
