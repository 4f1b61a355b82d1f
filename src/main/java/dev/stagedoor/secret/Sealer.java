package dev.stagedoor.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Envelope encryption with AES-256-GCM (NIST SP 800-38D): a random data key per value, wrapped by the key-encryption
 * key. Both steps are bound to the place of the value, so that a ciphertext copied to another row or field does not
 * open there.
 */
@ApplicationScoped
public class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int CURRENT_KEY_VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey keyEncryptionKey;

    Sealer(RootKey root) {
        this.keyEncryptionKey = root.forPurpose("key-encryption/" + CURRENT_KEY_VERSION, "AES");
    }

    /** Where a value lives; part of what is authenticated. */
    public record Place(String table, String row, String field) {
        byte[] bytes() {
            return (table + "\n" + row + "\n" + field).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Encrypts a text for one place. */
    public Sealed seal(String text, Place place) {
        var dataKey = new byte[KEY_LENGTH];
        random.nextBytes(dataKey);
        try {
            var wrapped = encrypt(keyEncryptionKey, dataKey, place);
            var ciphertext = encrypt(new SecretKeySpec(dataKey, "AES"), text.getBytes(StandardCharsets.UTF_8), place);
            return new Sealed(CURRENT_KEY_VERSION, wrapped, ciphertext);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Decrypts what was sealed for this place.
     *
     * @throws IllegalStateException when the key is another one, or the value was altered or moved
     */
    public String open(Sealed sealed, Place place) {
        var dataKey = decrypt(keyEncryptionKey, sealed.wrappedKey(), place);
        try {
            return new String(
                    decrypt(new SecretKeySpec(dataKey, "AES"), sealed.ciphertext(), place), StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private byte[] encrypt(SecretKey key, byte[] plain, Place place) {
        var nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.bytes());
            var output = Arrays.copyOf(nonce, NONCE_LENGTH + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, output, NONCE_LENGTH);
            return output;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] sealed, Place place) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_LENGTH));
            cipher.updateAAD(place.bytes());
            return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "A stored secret of " + place.table() + " " + place.row()
                            + " does not open: stagedoor.secret.key is not the key it was stored with, or the row was altered",
                    e);
        }
    }
}
