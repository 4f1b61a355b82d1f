package dev.stagedoor.provider.credential;

import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * An account of Google's for programs, as its key file describes it. Where tokens are asked for is not read from the file: a
 * file is typed by people, and what is signed goes to Google alone.
 *
 * @param email the name of the account
 * @param keyId which of its keys this is
 */
public record ServiceAccount(String email, String keyId, PrivateKey key) {
    /** The longest that Google allows. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int SHORTEST_KEY = 2048;

    /** Empty when it is no key file of a service account, or its key is not RSA of 2,048 bits or more. */
    public static Optional<ServiceAccount> read(String file) {
        try {
            var json = new JsonObject(file);
            return "service_account".equals(json.getString("type")) && json.getString("client_email") != null
                    ? Optional.of(new ServiceAccount(
                            json.getString("client_email"),
                            orEmpty(json.getString("private_key_id")),
                            key(orEmpty(json.getString("private_key")))))
                    : Optional.empty();
        } catch (DecodeException | ClassCastException | IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A field that is null is there, as far as a default is concerned. */
    private static String orEmpty(String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        var base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        var key = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(encoded);
        if (key.getModulus().bitLength() < SHORTEST_KEY) {
            throw new GeneralSecurityException("too short a key");
        }
        return key;
    }

    /** What the account signs to be given a token (RFC 7523). Takes a millisecond or two. */
    public String assertion(String audience, String scope, Instant now) {
        return Jwt.issuer(email)
                .subject(email)
                .audience(audience)
                .claim("scope", scope)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .keyId(keyId)
                .sign(key);
    }

    @Override
    public String toString() {
        return email;
    }
}
