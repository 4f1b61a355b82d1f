package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.RootKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Tokens that we sign for one purpose: with a key made for this purpose alone, for an audience of its own, so that none does
 * for another. Made with the current key; those made with another configured key are good until they expire.
 */
final class SignedTokens {
    static final String ALGORITHM = AlgorithmIdentifiers.HMAC_SHA256;

    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String ISSUER = "stagedoor";
    private static final String ACCESS_KEY = "access_key";

    private final SecretKey key;
    private final String audience;
    private final List<JwtConsumer> consumers;

    /**
     * Tokens for one purpose.
     *
     * @param purpose what their key is derived for
     * @param audience what they carry in {@code aud}
     */
    SignedTokens(KeyRing ring, String purpose, String audience) {
        this.key = signingKey(ring.current(), purpose);
        this.audience = audience;
        this.consumers = ring.all().stream()
                .map(root -> consumer(signingKey(root, purpose), audience))
                .toList();
    }

    private static SecretKey signingKey(RootKey root, String purpose) {
        return root.forPurpose(purpose, "HmacSHA256");
    }

    private static JwtConsumer consumer(SecretKey key, String audience) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM))
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireSubject()
                .build();
    }

    /** A token that names the caller and the access key behind it, and says this besides. */
    String sign(Caller caller, Duration lifetime, Map<String, String> besides) {
        var now = Instant.now();
        var claims = Jwt.issuer(ISSUER).audience(audience).subject(caller.id());
        besides.forEach(claims::claim);
        caller.accessKeyId().ifPresent(id -> claims.claim(ACCESS_KEY, id));
        return claims.issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(key);
    }

    /** Who holds this token and until when; 401 when it is not one of these, or has expired. */
    Verified verify(String token) {
        if (!endsAsWritten(token)) {
            throw Problem.Unauthenticated.invalid();
        }
        return consumers.stream()
                .flatMap(consumer -> verified(consumer, token).stream())
                .findFirst()
                .orElseThrow(Problem.Unauthenticated::invalid);
    }

    /**
     * The last letter of a signature has bits to spare, which readers of base64 pass over: four texts would be the same token.
     * One text alone is, so that whoever compares tokens by their text compares tokens (RFC 4648, section 3.5).
     */
    private static boolean endsAsWritten(String token) {
        var signature = token.substring(token.lastIndexOf('.') + 1);
        try {
            return BASE64.encodeToString(Base64.getUrlDecoder().decode(signature))
                    .equals(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a token has expired is only looked at once its signature is good. */
    private static Optional<Verified> verified(JwtConsumer consumer, String token) {
        try {
            return Optional.of(verified(consumer.processToClaims(token)));
        } catch (InvalidJwtException e) {
            if (e.hasExpired()) {
                throw Problem.Unauthenticated.expired();
            }
            return Optional.empty();
        } catch (MalformedClaimException e) {
            throw Problem.Unauthenticated.invalid();
        }
    }

    private static Verified verified(JwtClaims claims) throws MalformedClaimException {
        var accessKey = Optional.ofNullable(claims.getStringClaimValue(ACCESS_KEY));
        return new Verified(
                new Caller(Subject.user(claims.getSubject()), accessKey),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
    }
}
