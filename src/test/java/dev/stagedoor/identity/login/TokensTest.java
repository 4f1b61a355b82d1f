package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Application;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.TestKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Application APPLICATION = new Application("crawler", "Crawler", "ann", "ann", 0, 0, List.of());
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final Tokens tokens = new Tokens(TestKeys.ring(1), new Settings(LIFETIME, 10));

    record Settings(Duration tokenLifetime, int rememberedCredentials) implements LoginConfig {}

    @Test
    void shouldNameTheApplicationAndItsKey() {
        var verified = tokens.verify(tokens.issue(APPLICATION, "key-1", null));

        assertThat(verified.caller().principal()).isEqualTo(Subject.user("app:crawler"));
        assertThat(verified.caller().accessKeyId()).contains("key-1");
    }

    @Test
    void shouldLiveForTheConfiguredTimeUnlessAskedOtherwise() {
        assertThat(lifeOf(tokens.issue(APPLICATION, "key-1", null))).isCloseTo(LIFETIME, Duration.ofSeconds(5));
        assertThat(lifeOf(tokens.issue(APPLICATION, "key-1", 0L))).isCloseTo(LIFETIME, Duration.ofSeconds(5));
    }

    @Test
    void shouldLiveForTheTimeAskedFor() {
        assertThat(lifeOf(tokens.issue(APPLICATION, "key-1", 90_000L)))
                .isCloseTo(Duration.ofSeconds(90), Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldLiveForACenturyWhenItIsNotToExpire(long expiration) {
        var end = tokens.verify(tokens.issue(APPLICATION, "key-1", expiration)).expiresAt();

        assertThat(end).isCloseTo(Instant.now().plus(Duration.ofDays(36_500)), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void shouldSayThatItHasExpired() {
        var token = tokens.issue(APPLICATION, "key-1", 1L);

        Awaitility.await().untilAsserted(() -> assertRefused(token, "EXPIRED_TOKEN"));
    }

    @Test
    void shouldSayThatARememberedTokenHasExpired() {
        var verified = tokens.verify(tokens.issue(APPLICATION, "key-1", 2_000L));
        assertThat(verified.callerUnlessExpired().principal()).isEqualTo(Subject.user("app:crawler"));

        Awaitility.await().untilAsserted(() -> assertThatThrownBy(verified::callerUnlessExpired)
                .isInstanceOfSatisfying(
                        Problem.Unauthenticated.class, e -> assertThat(e.code()).isEqualTo("EXPIRED_TOKEN")));
    }

    @Test
    void shouldRefuseTheTokenOfAnotherKey() {
        var others = new Tokens(TestKeys.ring(2), new Settings(LIFETIME, 10));

        assertRefused(others.issue(APPLICATION, "key-1", null), "INVALID_TOKEN");
    }

    @Test
    void shouldKeepWhatAnotherConfiguredKeySignedUntilItExpires() {
        var before = tokens.issue(APPLICATION, "key-1", null);
        var expiring = tokens.issue(APPLICATION, "key-1", 1L);
        var rotated = new Tokens(TestKeys.ring(2, 1), new Settings(LIFETIME, 10));

        assertThat(rotated.verify(before).caller().accessKeyId()).contains("key-1");
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> rotated.verify(expiring))
                .isInstanceOfSatisfying(
                        Problem.Unauthenticated.class, e -> assertThat(e.code()).isEqualTo("EXPIRED_TOKEN")));
    }

    @Test
    void shouldSignWithTheCurrentKeyAlone() {
        var rotated = new Tokens(TestKeys.ring(2, 1), new Settings(LIFETIME, 10));

        assertRefused(rotated.issue(APPLICATION, "key-1", null), "INVALID_TOKEN");
    }

    /** The root key itself signs nothing, nor do the keys of other purposes. */
    @Test
    void shouldRefuseTheKeyOfAnotherPurpose() {
        var wrong = TestKeys.root(1).forPurpose("something-else", "HmacSHA256");
        var right = TestKeys.root(1).forPurpose("token-signing", "HmacSHA256");

        assertRefused(signed("stagedoor", "stagedoor", wrong), "INVALID_TOKEN");
        assertThat(tokens.verify(signed("stagedoor", "stagedoor", right))
                        .caller()
                        .accessKeyId())
                .contains("key-1");
    }

    @Test
    void shouldRefuseAnotherIssuerOrAudience() {
        var key = TestKeys.root(1).forPurpose("token-signing", "HmacSHA256");

        assertRefused(signed("somebody", "stagedoor", key), "INVALID_TOKEN");
        assertRefused(signed("stagedoor", "somebody", key), "INVALID_TOKEN");
    }

    @Test
    void shouldRefuseATokenThatIsNotSigned() {
        var parts = tokens.issue(APPLICATION, "key-1", null).split("\\.", -1);
        var none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

        assertRefused(none + "." + parts[1] + ".", "INVALID_TOKEN");
        assertRefused(none + "." + parts[1] + "." + parts[2], "INVALID_TOKEN");
        assertRefused(parts[0] + "." + parts[1] + ".", "INVALID_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"})
    void shouldRefuseGarbage(String garbage) {
        assertRefused(garbage, "INVALID_TOKEN");
    }

    private static String signed(String issuer, String audience, SecretKey key) {
        return Jwt.issuer(issuer)
                .audience(audience)
                .subject("app:crawler")
                .claim("access_key", "key-1")
                .expiresIn(60)
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(key);
    }

    private Duration lifeOf(String token) {
        return Duration.between(Instant.now(), tokens.verify(token).expiresAt());
    }

    private void assertRefused(String token, String code) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        Problem.Unauthenticated.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
