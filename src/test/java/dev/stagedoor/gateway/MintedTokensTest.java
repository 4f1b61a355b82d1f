package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.provider.AddressRules;
import dev.stagedoor.provider.UpstreamConfig;
import dev.stagedoor.provider.credential.Credential.Minted;
import dev.stagedoor.provider.credential.ServiceAccount;
import dev.stagedoor.support.KeyFile;
import dev.stagedoor.support.ProviderStub;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account signs, a token is given out, and calls use it until shortly before it is no good. */
class MintedTokensTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyFile FILE = KeyFile.ofBits(2048);
    private static final ServiceAccount ACCOUNT =
            ServiceAccount.read(FILE.json().encodePrettily()).orElseThrow();

    private final ProviderStub google = new ProviderStub();
    private final MintedTokens tokens = new MintedTokens(VERTX, addresses("127.0.0.0/8,::1"));
    private final Minted credential = new Minted(ACCOUNT, google.url() + "/token", "scope-1");
    private final AtomicInteger given = new AtomicInteger();

    private static Addresses addresses(String allowedNetworks) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(UpstreamConfig.class)
                .withDefaultValue("stagedoor.upstream.allowed-networks", allowedNetworks)
                .build()
                .getConfigMapping(UpstreamConfig.class);
        return new Addresses(VERTX, new Names(VERTX), new AddressRules(config), config);
    }

    @AfterEach
    void close() {
        tokens.close(null);
        google.close();
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void givesTokensFor(int seconds) {
        google.answers(exchange -> ProviderStub.reply(
                exchange,
                200,
                "application/json",
                "{\"access_token\":\"ya29." + given.incrementAndGet() + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + seconds + "}"));
    }

    private String token() {
        return await(tokens.of(credential, "vertex"));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStatementIsWhatGoogleAsksForSignedByTheKeyOfTheFile() throws Exception {
        givesTokensFor(3600);

        assertThat(token()).isEqualTo("ya29.1");

        var asked = google.lastRequest();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/token");
        assertThat(asked.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        var form = asked.text().split("&assertion=", -1);
        assertThat(URLDecoder.decode(form[0], StandardCharsets.US_ASCII))
                .isEqualTo("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer");
        var statement = new JwtConsumerBuilder()
                .setVerificationKey(FILE.keys().getPublic())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "RS256"))
                .setExpectedIssuer(KeyFile.EMAIL)
                .setExpectedAudience(google.url() + "/token")
                .setRequireExpirationTime()
                .setMaxFutureValidityInMinutes(60)
                .build()
                .process(form[1]);
        assertThat(statement.getJwtClaims().getStringClaimValue("scope")).isEqualTo("scope-1");
        assertThat(statement.getJoseObjects().getFirst().getKeyIdHeaderValue()).isEqualTo(KeyFile.KEY_ID);
    }

    @Test
    void oneTokenIsAskedForHoweverManyCallsWait() {
        var mayAnswer = new CountDownLatch(1);
        google.answers(exchange -> {
            awaitQuietly(mayAnswer);
            ProviderStub.reply(
                    exchange, 200, "application/json", "{\"access_token\":\"ya29.one\",\"expires_in\":3600}");
        });

        var waiting = IntStream.range(0, 100)
                .mapToObj(call -> tokens.of(credential, "vertex"))
                .toList();
        mayAnswer.countDown();

        assertThat(waiting).extracting(MintedTokensTest::await).containsOnly("ya29.one");
        assertThat(token()).isEqualTo("ya29.one");
        assertThat(google.requests()).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenIsRenewedAheadAndUsedUntilShortlyBeforeItsEnd() {
        var token = AccessToken.of("ya29", Duration.ofSeconds(1000), 0);

        assertThat(token.isFresh(seconds(799))).isTrue();
        assertThat(token.isFresh(seconds(801))).isFalse();
        assertThat(token.isGood(seconds(969))).isTrue();
        assertThat(token.isGood(seconds(971))).isFalse();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void aTokenThatIsNearlyOverIsNotUsedAgain() {
        givesTokensFor(20);

        assertThat(List.of(token(), token())).containsExactly("ya29.1", "ya29.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: KEY\"} | answered 400 (invalid_grant)",
                "401 | {\"error\":{\"message\":\"KEY\"}}                                         | answered 401",
                "302 | moved                                                                     | answered 302",
                "200 | {}                                                                        | answered 200",
                "200 | {\"access_token\":\"a b\"}                                                | answered 200",
                "200 | <html>KEY</html>                                                          | answered 200",
                "500 | {\"error\":\"KEY KEY\"}                                                   | answered 500",
            })
    void aRefusalIsToldByTheNameOfTheIntegrationAndInNoWordsOfItsOwn(int status, String body, String told) {
        google.answers(status, "application/json", body);

        var failure = catchThrowable(this::token);

        assertThat(await(tokens.refusalOf(credential))).contains(told);
        assertThat(failure).isInstanceOfSatisfying(UpstreamProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(502);
            assertThat(problem.code()).isEqualTo("upstream_credential");
            assertThat(problem.getMessage()).contains("'vertex'").endsWith(told).doesNotContain("KEY");
        });
    }

    @Test
    void afterARefusalTheNextCallAsksAgain() {
        google.answers(503, "text/plain", "");
        assertThat(catchThrowable(this::token)).isInstanceOf(UpstreamProblem.class);

        givesTokensFor(3600);

        Awaitility.await().untilAsserted(() -> assertThat(token()).isEqualTo("ya29.1"));
    }

    @Test
    void anotherKeyOfTheSameAccountGetsNoTokenOfThisOne() {
        givesTokensFor(3600);
        var forged = ServiceAccount.read(KeyFile.ofBits(2048).json().encode()).orElseThrow();

        assertThat(token()).isEqualTo("ya29.1");
        assertThat(await(tokens.of(new Minted(forged, credential.tokenUrl(), "scope-1"), "other")))
                .isEqualTo("ya29.2");
    }

    @Test
    void whereTokensAreGivenOutIsHeldToTheRulesForProviders() {
        givesTokensFor(3600);
        var strict = new MintedTokens(VERTX, addresses("::1"));

        var failure = catchThrowable(() -> await(strict.of(credential, "vertex")));

        assertThat(failure).hasMessageEndingWith("cannot be reached");
        assertThat(google.requests()).isEmpty();
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(credential.toString()).isEqualTo("Minted[" + KeyFile.EMAIL + "]");
    }
}
