package dev.stagedoor.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-based key derivation with SHA-256 (RFC 5869), as far as 32-byte keys need it. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
        if (length > HASH_LENGTH * 255) {
            throw new IllegalArgumentException("RFC 5869 allows at most 255 blocks");
        }
        var pseudoRandomKey = hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt, inputKey);
        var output = new byte[length];
        var block = new byte[0];
        for (int at = 0, counter = 1; at < length; at += HASH_LENGTH, counter++) {
            block = hmac(pseudoRandomKey, block, info, new byte[] {(byte) counter});
            System.arraycopy(block, 0, output, at, Math.min(HASH_LENGTH, length - at));
        }
        Arrays.fill(pseudoRandomKey, (byte) 0);
        return output;
    }

    static byte[] derive(byte[] inputKey, String purpose) {
        return derive(inputKey, new byte[0], ("stagedoor/" + purpose).getBytes(StandardCharsets.UTF_8), HASH_LENGTH);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
