package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.secret.Mask;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
    @ParameterizedTest
    @CsvSource({
        "X-Authorization, abc",
        "x-authorization, Bearer abc",
        "Authorization, Bearer abc",
        "authorization, bearer   abc",
        "Authorization, abc"
    })
    void shouldTakeEitherHeaderWithOrWithoutItsScheme(String header, String value) {
        assertThat(Credential.of(headers(header, value))).contains(new Credential("abc"));
    }

    @Test
    void shouldPreferTheConductorHeader() {
        var both = headers("Authorization", "Bearer one").add("X-Authorization", "other");

        assertThat(Credential.of(both)).contains(new Credential("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer ", "Bearer   "})
    void shouldFindNothingInAnEmptyHeader(String value) {
        assertThat(Credential.of(headers("Authorization", value))).isEmpty();
        assertThat(Credential.of(MultiMap.caseInsensitiveMultiMap())).isEmpty();
    }

    @Test
    void shouldKnowOurTokensByTheirAlgorithm() {
        assertThat(token("{\"alg\":\"HS256\"}", "{}").isSignedByUs()).isTrue();
        assertThat(token("{\"alg\":\"RS256\"}", "{}").isSignedByUs()).isFalse();
        assertThat(token("{\"alg\":\"HS512\"}", "{}").isSignedByUs()).isFalse();
        assertThat(token("{\"alg\":\"none\"}", "{}").isSignedByUs()).isFalse();
        assertThat(token("{\"alg\":[\"HS256\"]}", "{}").isSignedByUs()).isFalse();
    }

    @Test
    void shouldReadTheClaims() {
        assertThat(token("{\"alg\":\"RS256\"}", "{\"sub\":\"ann\"}").claims().getString("sub"))
                .isEqualTo("ann");
        assertThat(token("{\"alg\":\"RS256\"}", "{\"sub\":\"ann\"}").isToken()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "a",
                "a.b",
                "a.b.c",
                "e30.e30.e30",
                "e30..",
                ".e30.",
                "bnVsbA.bnVsbA.",
                "W10.W10.",
                "Ig.Ig.Ig",
                "MQ.MQ.MQ",
                "eyJhbGciOm51bGx9.e30.",
                "%%%.%%%.%%%",
                "ä.ö.ü",
                "sd-id.secret"
            })
    void shouldMakeNothingOfGarbage(String garbage) {
        assertThat(new Credential(garbage).isSignedByUs()).isFalse();
        assertThat(new Credential(garbage).isToken()).isFalse();
        assertThat(new Credential(garbage).claims().isEmpty()).isTrue();
    }

    @Test
    void shouldNeverFailHoweverATokenIsBroken() {
        var good = token("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"sub\":\"ann\",\"list\":[1,2,3]}")
                .text();
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++) {
            var broken = new StringBuilder(good);
            for (var change = random.nextInt(4); change >= 0; change--) {
                broken.setCharAt(random.nextInt(good.length()), (char) random.nextInt(0x3000));
            }
            var credential = new Credential(broken.toString());

            assertThat(credential.isSignedByUs() && !credential.text().contains("."))
                    .isFalse();
            assertThat(credential.claims()).isNotNull();
            assertThat(credential.isToken()).isIn(true, false);
        }
    }

    @Test
    void shouldNotShowItself() {
        assertThat(new Credential("secret")).hasToString("Credential[" + Mask.TEXT + "]");
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }

    private static Credential token(String header, String claims) {
        return new Credential(encoded(header) + "." + encoded(claims) + ".c2lnbmF0dXJl");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
