package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {
    private final JsonWebToken token = token(
            """
            {
              "preferred_username": "ann",
              "number": 42,
              "flag": true,
              "groups": ["analysts", "writers"],
              "realm_access": {"roles": ["ADMIN", "USER"], "deeper": {"still": "here"}},
              "one": {"text": "only"},
              "mixed": ["a", 1, true, null, {"b": "c"}, ["d"]],
              "https://example.com/roles": ["AUDITOR"],
              "a/b": "by name",
              "a": {"b": "by path"},
              "empty": []
            }
            """);

    @Test
    void shouldFindAClaim() {
        assertThat(ClaimPath.many(token, "preferred_username")).containsExactly("ann");
        assertThat(ClaimPath.many(token, "groups")).containsExactlyInAnyOrder("analysts", "writers");
        assertThat(ClaimPath.many(token, "number")).containsExactly("42");
    }

    @Test
    void shouldFollowSlashesIntoNestedClaims() {
        assertThat(ClaimPath.many(token, "realm_access/roles")).containsExactly("ADMIN", "USER");
        assertThat(ClaimPath.many(token, "realm_access/deeper/still")).containsExactly("here");
        assertThat(ClaimPath.one(token, "one/text")).contains("only");
    }

    @Test
    void shouldFindAClaimNamedByUrl() {
        assertThat(ClaimPath.many(token, "https://example.com/roles")).containsExactly("AUDITOR");
        assertThat(ClaimPath.many(token, "a/b")).containsExactly("by name");
    }

    @Test
    void shouldTakeTheTextsOutOfAMixedList() {
        assertThat(ClaimPath.many(token, "mixed")).containsExactly("a", "1", "d");
        assertThat(ClaimPath.one(token, "mixed")).contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "absent",
                "absent/roles",
                "preferred_username/first",
                "groups/0",
                "realm_access",
                "realm_access/",
                "/realm_access",
                "realm_access/roles/0",
                "realm_access/absent",
                "flag",
                "empty"
            })
    void shouldFindNothingWhereThereIsNone(String path) {
        assertThat(ClaimPath.many(token, path)).isEmpty();
        assertThat(ClaimPath.one(token, path)).isEmpty();
    }

    private static JsonWebToken token(String claims) {
        try {
            return new DefaultJWTCallerPrincipal(JwtClaims.parse(claims));
        } catch (InvalidJwtException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
