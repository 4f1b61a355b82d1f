package dev.stagedoor.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 of a credential: what is stored of a random 256-bit secret, and the name under which a whole token is
 * remembered. Never accepted in place of what it was made from.
 */
public final class Fingerprint {
    private final byte[] hash;

    public Fingerprint(byte[] hash) {
        this.hash = hash.clone();
    }

    public static Fingerprint of(String credential) {
        try {
            return new Fingerprint(
                    MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return hash.clone();
    }

    /** Compares in a time that does not depend on where the two differ. */
    public boolean matches(String credential) {
        return MessageDigest.isEqual(hash, of(credential).hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint f && MessageDigest.isEqual(hash, f.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "Fingerprint[" + Mask.TEXT + "]";
    }
}
