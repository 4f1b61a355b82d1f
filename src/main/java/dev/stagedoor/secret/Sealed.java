package dev.stagedoor.secret;

import jakarta.persistence.Embeddable;

/**
 * An encrypted value as it is stored: the data key of this row, wrapped by the key-encryption key of
 * {@code keyVersion}, and the ciphertext made with it. Each part is nonce followed by AES-256-GCM output.
 */
@Embeddable
public record Sealed(int keyVersion, byte[] wrappedKey, byte[] ciphertext) {
    @Override
    public String toString() {
        return "Sealed[" + Mask.TEXT + "]";
    }
}
