package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * That a token is remembered by all of it (attack 10): who knows how the token of somebody else begins, or has one that
 * begins alike, is nobody else for it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenCollisionTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Api admin = Api.admin();
    private Api.Application application;
    private String token;

    @BeforeEach
    void remember() {
        application = admin.application("remembered", "USER");
        token = tokenOf(application);
        assertThat(callerOf(token)).isEqualTo(application.principal());
    }

    private static String tokenOf(Api.Application application) {
        return Api.nobody()
                .post("/api/token", Map.of("keyId", application.keyId(), "keySecret", application.keySecret()))
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static String callerOf(String token) {
        return new Api(token)
                .get("/api/token/userInfo")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    @Test
    void shouldRefuseATokenThatDiffersAnywhereFromOneThatIsRemembered() {
        for (var at = 0; at < token.length(); at += 7) {
            var other = token.charAt(at) == 'A' ? 'B' : 'A';
            if (token.charAt(at) != '.') {
                assertThatIsRefused(token.substring(0, at) + other + token.substring(at + 1));
            }
        }
    }

    @Test
    void shouldRefuseATokenWhoseLastLetterIsSpeltInAnotherWay() {
        var last = LETTERS.indexOf(token.charAt(token.length() - 1));
        for (var spare = 1; spare < 4; spare++) {
            assertThatIsRefused(token.substring(0, token.length() - 1) + LETTERS.charAt(last | spare));
        }
    }

    @Test
    void shouldRefuseTheBeginningOfATokenThatIsRememberedAndOneThatGoesOn() {
        for (var length : new int[] {20, 64, token.lastIndexOf('.'), token.length() - 1}) {
            assertThatIsRefused(token.substring(0, length));
            assertThatIsRefused(token.substring(0, length) + "x".repeat(token.length() - length));
        }
        assertThatIsRefused(token + "A");
        assertThatIsRefused(token + "." + token);
    }

    @Test
    void shouldTellTokensApartThatBeginAlike() {
        var other = admin.application("begins-alike", "USER");
        var alike = tokenOf(other);
        assertThat(alike).startsWith(token.substring(0, 20));

        assertThat(callerOf(alike)).isEqualTo(other.principal());
        assertThat(callerOf(token)).isEqualTo(application.principal());
    }

    private static void assertThatIsRefused(String forged) {
        new Api(forged).get("/api/token/userInfo").then().statusCode(401).body("error", equalTo("INVALID_TOKEN"));
    }
}
