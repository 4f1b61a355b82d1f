package dev.stagedoor.secret;

import jakarta.persistence.Embeddable;

/**
 * An encrypted value as it is stored: the data key of this row, wrapped by a key-encryption key, and the ciphertext made
 * with it. Each part is nonce followed by AES-256-GCM output.
 *
 * @param keyVersion the id of the key that wraps, see {@link RootKey#id}, or {@link #UNNUMBERED}
 */
@Embeddable
public record Sealed(int keyVersion, byte[] wrappedKey, byte[] ciphertext) {
    /** Stored before keys had ids: under whichever of the configured keys fits. */
    public static final int UNNUMBERED = 1;

    @Override
    public String toString() {
        return "Sealed[" + Mask.TEXT + "]";
    }
}
