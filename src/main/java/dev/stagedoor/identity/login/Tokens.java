package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Application;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.RootKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * Our own tokens: signed with a key made for this purpose alone, naming the access key that they were made from. Made with
 * the current key; those made with another configured key are good until they expire.
 */
@ApplicationScoped
class Tokens {
    static final String ALGORITHM = AlgorithmIdentifiers.HMAC_SHA256;

    private static final String NAME = "stagedoor";
    private static final String ACCESS_KEY = "access_key";
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final SecretKey key;
    private final Duration lifetime;
    private final List<JwtConsumer> consumers;

    Tokens(KeyRing ring, LoginConfig config) {
        this.key = signingKey(ring.current());
        this.lifetime = config.tokenLifetime();
        this.consumers =
                ring.all().stream().map(root -> consumer(signingKey(root))).toList();
    }

    private static SecretKey signingKey(RootKey root) {
        return root.forPurpose("token-signing", "HmacSHA256");
    }

    private static JwtConsumer consumer(SecretKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM))
                .setExpectedIssuer(NAME)
                .setExpectedAudience(NAME)
                .setRequireExpirationTime()
                .setRequireSubject()
                .build();
    }

    /**
     * A token for an application.
     *
     * @param expiration milliseconds; negative for a token that does not expire, null for the configured lifetime
     */
    String issue(Application application, String accessKeyId, Long expiration) {
        var now = Instant.now();
        return Jwt.issuer(NAME)
                .audience(NAME)
                .subject(Subject.application(application.id()).id())
                .claim("name", application.name())
                .claim(ACCESS_KEY, accessKeyId)
                .issuedAt(now)
                .expiresAt(now.plus(lifetime(expiration)))
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(key);
    }

    private Duration lifetime(Long expiration) {
        if (expiration == null || expiration == 0) {
            return lifetime;
        }
        return expiration < 0 || expiration > NEVER.toMillis() ? NEVER : Duration.ofMillis(expiration);
    }

    /** Who holds this token and until when; 401 when it is not one of ours, or has expired. */
    Verified verify(String token) {
        return consumers.stream()
                .flatMap(consumer -> verified(consumer, token).stream())
                .findFirst()
                .orElseThrow(Problem.Unauthenticated::invalid);
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
        var caller = new Caller(Subject.user(claims.getSubject()), Optional.of(claims.getStringClaimValue(ACCESS_KEY)));
        return new Verified(
                caller, Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
    }
}
