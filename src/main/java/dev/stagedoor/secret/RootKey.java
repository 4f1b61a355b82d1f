package dev.stagedoor.secret;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The configured key, never used itself: each purpose gets a key of its own, so that what one part signs or encrypts
 * means nothing to another. Made at start, so that a program without a key does not start.
 */
@Startup
@ApplicationScoped
public class RootKey {
    private static final int LENGTH = 32;
    private static final String HOW =
            "stagedoor.secret.key (environment: STAGEDOOR_SECRET_KEY) must hold 32 random bytes in Base64; make one with: openssl rand -base64 32";

    private final byte[] key;

    RootKey(SecretConfig config) {
        this.key = decode(config.key().orElseThrow(() -> new IllegalStateException("No key: " + HOW)));
    }

    private static byte[] decode(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text.strip());
            if (bytes.length == LENGTH) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The message of the decoder may quote what it could not read: part of the key.
        }
        throw new IllegalStateException(HOW);
    }

    /** The 256-bit key for one purpose, as a key of the given algorithm. */
    public SecretKey forPurpose(String purpose, String algorithm) {
        return new SecretKeySpec(Hkdf.derive(key, purpose), algorithm);
    }

    @Override
    public String toString() {
        return "RootKey[" + Mask.TEXT + "]";
    }
}
