package dev.stagedoor.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody would try to get at a secret that is not theirs, or at more than it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretAttackTest {
    private static final String SECRETS = "/api/secrets/";
    private static final String VALUE = "sv-never-shown-4b7e19";
    private static final List<Map<String, String>> TAGS = List.of(Map.of("key", "k", "value", "v"));

    private final Api admin = Api.admin();
    private final String name = "attacked-" + UUID.randomUUID();
    private final String absent = "absent-" + UUID.randomUUID();
    private Api.Application stranger;

    @BeforeEach
    void aSecretOfSomebodyElse() {
        admin.put(SECRETS + name, VALUE).then().statusCode(200);
        stranger = admin.application("stranger", "USER");
    }

    private Api holding(String... access) {
        var caller = admin.application("holder");
        admin.grant("USER:" + caller.principal(), "SECRET:" + name, access);
        return caller.api();
    }

    private void shouldBeUntouched() {
        admin.get(SECRETS + name).then().statusCode(200).body(equalTo(VALUE));
    }

    /** Attack 3: a reference in a stored value, to be resolved where the value is used or shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$PATH",
                "${PATH}",
                "$STAGEDOOR_SECRET_KEY",
                "${stagedoor.secret.key}",
                "${quarkus.datasource.password:none}",
                "${workflow.secrets.other}",
                "${sys:java.version}",
                "#{7*7}",
                "{{7*7}}",
                "{config:property}",
                "%PATH%",
                "`id`",
                "$(id)",
                "\\u0041",
                "file:///etc/hostname"
            })
    void nothingInAValueIsEverExpanded(String reference) {
        admin.put(SECRETS + name, reference).then().statusCode(200);
        admin.get(SECRETS + name).then().body(equalTo(reference));

        admin.put(SECRETS + name, "\"" + reference.replace("\\", "\\\\") + "\"")
                .then()
                .statusCode(200);
        admin.get(SECRETS + name).then().body(equalTo(reference));
    }

    @Test
    void aHiddenSecretReadsLikeNone() {
        shouldLookAlike(404, secret -> stranger.api().get(SECRETS + secret));
        shouldLookAlike(404, secret -> stranger.api().get(SECRETS + secret + "/tags"));
        shouldLookAlike(200, secret -> stranger.api().get(SECRETS + secret + "/exists"));
        shouldLookAlike(404, secret -> stranger.api().get("/api/auth/authorization/SECRET/" + secret));
        stranger.api().get(SECRETS + name + "/exists").then().body(equalTo("false"));
        stranger.api().get("/api/secrets").then().body("$", empty());
        stranger.api().post("/api/secrets", "{}").then().body("$", empty());
        stranger.api().get("/api/secrets-v2").then().body("$", empty());
    }

    @Test
    void changingAHiddenSecretIsAnsweredLikeChangingNone() {
        var before = Rows.all();

        shouldLookAlike(200, secret -> stranger.api().delete(SECRETS + secret));
        shouldLookAlike(404, secret -> stranger.api().put(SECRETS + secret + "/tags", TAGS));
        shouldLookAlike(404, secret -> stranger.api().delete(SECRETS + secret + "/tags", TAGS));
        shouldLookAlike(404, secret -> stranger.api().tryGrant("USER:friend", "SECRET:" + secret, "READ"));

        assertThat(Rows.all()).isEqualTo(before);
        shouldBeUntouched();
    }

    @Test
    void whoMayNotCreateLearnsNothingFromSaving() {
        var nobody = admin.application("nobody").api();

        shouldLookAlike(403, secret -> nobody.put(SECRETS + secret, "mine"));
        shouldBeUntouched();
    }

    private void shouldLookAlike(int status, Function<String, Response> call) {
        assertThat(seen(call.apply(name)).replace(name, absent))
                .isEqualTo(seen(call.apply(absent)))
                .startsWith(String.valueOf(status));
    }

    private static String seen(Response reply) {
        return reply.statusCode() + " " + reply.contentType() + " " + reply.asString();
    }

    @Test
    void aTakenNameIsToldAndKeepsItsValue() {
        stranger.api()
                .put(SECRETS + name, "mine")
                .then()
                .statusCode(403)
                .body("message", containsString("taken"))
                .body("message", not(containsString(VALUE)));
        shouldBeUntouched();
    }

    @Test
    void readIsNotEnoughToChangeTagOrDelete() {
        var reader = holding("READ", "EXECUTE", "CREATE");

        reader.get(SECRETS + name).then().statusCode(200).body(equalTo(VALUE));
        reader.put(SECRETS + name, "mine").then().statusCode(403);
        reader.put(SECRETS + name + "/tags", TAGS).then().statusCode(403);
        reader.delete(SECRETS + name + "/tags", TAGS).then().statusCode(403);
        reader.delete(SECRETS + name).then().statusCode(403);
        shouldBeUntouched();
    }

    @Test
    void everythingButReadIsNotEnoughToSeeTheValue() {
        var blind = holding("CREATE", "EXECUTE", "UPDATE", "DELETE");

        blind.get(SECRETS + name).then().statusCode(404);
        blind.get(SECRETS + name + "/exists").then().body(equalTo("false"));
        blind.get(SECRETS + name + "/tags").then().statusCode(404);
        blind.put(SECRETS + name, "replaced").then().statusCode(200).body(equalTo(""));
        admin.get(SECRETS + name).then().body(equalTo("replaced"));
        blind.delete(SECRETS + name).then().statusCode(200);
        admin.get(SECRETS + name).then().statusCode(404);
    }

    @Test
    void aTakenBackGrantIsGoneInTheNextCall() {
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "SECRET_NAME:" + name, "READ");
        reader.api().get(SECRETS + name).then().statusCode(200);

        admin.revoke("USER:" + reader.principal(), "SECRET:" + name, "READ");

        reader.api().get(SECRETS + name).then().statusCode(404);
        reader.api().get("/api/secrets").then().body("$", empty());
    }

    @Test
    void nobodyTagsASecretIntoHandsThatGetMoreThanTheTaggerHolds() {
        admin.grant("GROUP:everybody", "TAG:open:" + name, "READ");
        var blind = holding("UPDATE");
        var open = List.of(Map.of("key", "open", "value", name));

        blind.put(SECRETS + name + "/tags", open).then().statusCode(403);

        admin.get(SECRETS + name + "/tags").then().body("$", empty());
    }

    @Test
    void aValueMovedToAnotherRowDoesNotOpenThere() {
        stranger.api().put(SECRETS + absent, "mine").then().statusCode(200);
        Rows.run(
                """
                update secret t set value_key_version = s.value_key_version,
                    value_wrapped_key = s.value_wrapped_key, value_ciphertext = s.value_ciphertext
                from secret s where s.name = '%s' and t.name = '%s'
                """
                        .formatted(name, absent));

        stranger.api().get(SECRETS + absent).then().statusCode(500).body("message", not(containsString(VALUE)));
    }

    @Test
    void theAuditTellsThatASecretChangedAndNeverWhatItIs() {
        admin.put(SECRETS + name, VALUE + "-2").then().statusCode(200);
        stranger.api().put(SECRETS + name, VALUE + "-3").then().statusCode(403);

        admin.get("/api/audit?kind=CHANGE&targetType=SECRET&targetId=" + name)
                .then()
                .body("entries", hasSize(2))
                .body("entries[0].action", equalTo("UPDATE"))
                .body("entries[0].changed", hasItem("value_ciphertext"))
                .body("entries[0].before.value_ciphertext", equalTo("***"))
                .body("entries[0].after.value_wrapped_key", equalTo("***"));
        assertThat(Rows.number("select count(*) from audit_entry a where a::text like ?", "%" + VALUE + "%"))
                .isZero();
    }

    @Test
    void aValueIsNotStoredInTheClear() {
        assertThat(Rows.number(
                        """
                        select count(*) from secret
                        where name = ? and (secret::text like ? or encode(value_ciphertext, 'escape') like ?)
                        """,
                        name,
                        "%" + VALUE + "%",
                        "%" + VALUE + "%"))
                .isZero();
    }

    @Test
    void aValueDoesNotPrintItself() {
        assertThat(new SecretValue(VALUE)).hasToString("SecretValue[********]");
    }

    @Test
    void ofManyCreatorsExactlyOneOwnsTheName() throws InterruptedException {
        var creators = List.of(stranger, admin.application("second", "USER"), admin.application("third", "USER"));

        try (var threads = Executors.newFixedThreadPool(creators.size())) {
            List<Callable<Integer>> saves = creators.stream()
                    .<Callable<Integer>>map(creator -> () ->
                            creator.api().put(SECRETS + absent, creator.id()).statusCode())
                    .toList();
            var statuses =
                    threads.invokeAll(saves).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 403, 409);
        }
        admin.get("/api/auth/authorization/SECRET/" + absent).then().body("READ", hasSize(1));
    }
}
