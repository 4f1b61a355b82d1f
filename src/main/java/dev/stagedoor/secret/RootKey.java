package dev.stagedoor.secret;

import java.nio.ByteBuffer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One configured key, never used itself: each purpose gets a key of its own, so that what one part signs or encrypts
 * means nothing to another.
 */
public final class RootKey {
    static final int LENGTH = 32;

    /** 0 is no key, and {@link Sealed#UNNUMBERED} is one of unknown id. */
    private static final int LOWEST_ID = Sealed.UNNUMBERED + 1;

    private final byte[] key;
    private final int id;

    RootKey(byte[] key) {
        this.key = key.clone();
        var derived = ByteBuffer.wrap(Hkdf.derive(key, "key-id")).getInt();
        this.id = LOWEST_ID + Math.floorMod(derived, Integer.MAX_VALUE - LOWEST_ID + 1);
    }

    /** Tells this key from others and gives nothing of it away: a positive number, derived like a key for a purpose. */
    public int id() {
        return id;
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
