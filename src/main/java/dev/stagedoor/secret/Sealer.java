package dev.stagedoor.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Envelope encryption: a random data key per value, wrapped by the key-encryption key. Both steps are bound to the place
 * of the value, so that a ciphertext copied to another row or field does not open there. The current key seals; any
 * configured one opens.
 */
@ApplicationScoped
public class Sealer {
    /**
     * The number is that of the derivation, not of the key. It stays as it was before keys had ids: so older rows open, and
     * replicas of the version before can open what this one seals while they are replaced.
     */
    private static final String PURPOSE = "key-encryption/1";

    private static final int KEY_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();
    private final Gcm cipher = new Gcm(random);
    private final int currentId;
    private final Map<Integer, SecretKey> keyEncryptionKeys = new LinkedHashMap<>();

    Sealer(KeyRing ring) {
        this.currentId = ring.current().id();
        ring.all().forEach(key -> keyEncryptionKeys.put(key.id(), key.forPurpose(PURPOSE, "AES")));
    }

    /** Where a value lives; part of what is authenticated. */
    public record Place(String table, String row, String field) {
        byte[] bytes() {
            return (table + "\n" + row + "\n" + field).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Encrypts a text for one place, under the current key. */
    public Sealed seal(String text, Place place) {
        var dataKey = new byte[KEY_LENGTH];
        random.nextBytes(dataKey);
        try {
            var plain = text.getBytes(StandardCharsets.UTF_8);
            var ciphertext = cipher.encrypt(new SecretKeySpec(dataKey, "AES"), plain, place.bytes());
            return new Sealed(currentId, wrap(dataKey, place), ciphertext);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Decrypts what was sealed for this place.
     *
     * @throws UnopenableException when its key is not configured, or the value was altered or moved
     */
    public String open(Sealed sealed, Place place) {
        var dataKey = unwrap(sealed.keyVersion(), sealed.wrappedKey(), place);
        try {
            return cipher.decrypt(new SecretKeySpec(dataKey, "AES"), sealed.ciphertext(), place.bytes())
                    .map(plain -> new String(plain, StandardCharsets.UTF_8))
                    .orElseThrow(() -> UnopenableException.keyDoesNotFit(place));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * The data key of a value, wrapped under the current key instead; its ciphertext stays as it is.
     *
     * @param keyVersion as in {@link Sealed}
     * @throws UnopenableException when the key is not configured, or the wrapped key was altered or moved
     */
    public byte[] rewrap(int keyVersion, byte[] wrappedKey, Place place) {
        var dataKey = unwrap(keyVersion, wrappedKey, place);
        try {
            return wrap(dataKey, place);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private byte[] wrap(byte[] dataKey, Place place) {
        return cipher.encrypt(keyEncryptionKeys.get(currentId), dataKey, place.bytes());
    }

    private byte[] unwrap(int keyId, byte[] wrapped, Place place) {
        for (var key : candidates(keyId, place)) {
            var dataKey = cipher.decrypt(key, wrapped, place.bytes());
            if (dataKey.isPresent()) {
                return dataKey.get();
            }
        }
        throw UnopenableException.keyDoesNotFit(place);
    }

    private Collection<SecretKey> candidates(int keyId, Place place) {
        if (keyId == Sealed.UNNUMBERED) {
            return keyEncryptionKeys.values();
        }
        var key = keyEncryptionKeys.get(keyId);
        if (key == null) {
            throw UnopenableException.keyIsMissing(place, keyId);
        }
        return List.of(key);
    }
}
