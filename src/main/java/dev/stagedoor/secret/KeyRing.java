package dev.stagedoor.secret;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The configured keys: one that seals and signs, and others that only open and verify what was made with them. Made at
 * start, so that a program without a key, or with keys that cannot be told apart, does not start. What it says never
 * quotes a key.
 */
@Startup
@ApplicationScoped
public class KeyRing {
    private static final String KEY = "stagedoor.secret.key";
    private static final String OTHER_KEYS = "stagedoor.secret.other-keys";
    private static final String MAKE_ONE = "; make one with: openssl rand -base64 32";

    private final RootKey current;
    private final List<RootKey> others;

    KeyRing(SecretConfig config) {
        this.current = config.key()
                .map(text -> read(text, described(KEY) + " must hold"))
                .orElseThrow(() -> new IllegalStateException("No key: " + described(KEY) + " must hold" + form()));
        this.others = config.otherKeys().orElse(List.of()).stream()
                .map(text -> read(text, "each of " + described(OTHER_KEYS) + " must hold"))
                .toList();
        refuseNamesakes();
    }

    private static String described(String option) {
        return option + " (environment: " + option.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + ")";
    }

    private static String form() {
        return " 32 random bytes in Base64" + MAKE_ONE;
    }

    private static RootKey read(String text, String demand) {
        try {
            var bytes = Base64.getDecoder().decode(text.strip());
            if (bytes.length == RootKey.LENGTH) {
                return new RootKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            // The message of the decoder may quote what it could not read: part of the key.
        }
        throw new IllegalStateException(demand + form());
    }

    private void refuseNamesakes() {
        var ids = all().stream().map(RootKey::id).toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw new IllegalStateException("The same key stands twice in " + described(KEY) + " and "
                    + described(OTHER_KEYS) + ", or two keys have the same id: name each once, or replace one"
                    + MAKE_ONE);
        }
    }

    /** The one that seals and signs. */
    public RootKey current() {
        return current;
    }

    /** Those that open and verify but make nothing new; there are some while keys are being changed. */
    public List<RootKey> others() {
        return others;
    }

    /** All of them, the current one first. */
    public List<RootKey> all() {
        return Stream.concat(Stream.of(current), others.stream()).toList();
    }
}
