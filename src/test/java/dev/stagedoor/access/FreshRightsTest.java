package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rule 6: an acknowledged change is in force here at once, and on every replica within a second. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FreshRightsTest {
    private final Api admin = Api.admin();

    @Test
    void aMemberWhoLeavesTheGroupLosesItsRightsAtOnce() {
        admin.loopback("club");
        admin.group("members", "METADATA_MANAGER");
        admin.user("member");
        admin.grant("GROUP:members", "INTEGRATION_PROVIDER:club", "EXECUTE");
        admin.grant("ROLE:METADATA_MANAGER", "INTEGRATION_PROVIDER:club", "READ");

        for (var round = 0; round < 3; round++) {
            admin.request().post("/api/groups/members/users/member").then().statusCode(200);
            shouldHold(true);
            admin.delete("/api/groups/members/users/member").then().statusCode(200);
            shouldHold(false);
        }
        admin.user("member", "members");
        shouldHold(true);
        admin.delete("/api/groups/members").then().statusCode(200);
        shouldHold(false);
    }

    private void shouldHold(boolean held) {
        admin.get("/api/users/member/checkPermissions?type=INTEGRATION&id=club:m")
                .then()
                .body("EXECUTE", equalTo(held))
                .body("READ", equalTo(held));
        admin.get("/api/auth/explain?subject=USER:member&target=INTEGRATION:club:m&access=EXECUTE")
                .then()
                .body("allowed", equalTo(held));
    }

    @Test
    void anApplicationLosesWithItsRoleWhatTheRoleBrought() {
        admin.loopback("duty");
        admin.model("duty", "m");
        var caller = admin.application("caller", "PROMPT_MANAGER");
        admin.grant("ROLE:PROMPT_MANAGER", "INTEGRATION_PROVIDER:duty", "EXECUTE");
        caller.api().chat("duty:m").then().statusCode(200);

        admin.revoke("ROLE:PROMPT_MANAGER", "INTEGRATION_PROVIDER:duty", "EXECUTE");
        caller.api().chat("duty:m").then().statusCode(404);

        admin.grant("ROLE:PROMPT_MANAGER", "INTEGRATION_PROVIDER:duty", "EXECUTE");
        caller.api().chat("duty:m").then().statusCode(200);
        admin.delete("/api/applications/" + caller.id() + "/roles/PROMPT_MANAGER")
                .then()
                .statusCode(200);
        caller.api().chat("duty:m").then().statusCode(404);
    }

    @Test
    void aModelThatIsSwitchedOffOrDeletedIsGoneInTheNextCall() {
        admin.loopback("switch");
        admin.model("switch", "m");
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:switch", "EXECUTE");
        caller.api().chat("switch:m").then().statusCode(200);

        admin.post("/api/integrations/provider/switch", Map.of("enabled", false))
                .then()
                .statusCode(200);
        caller.api().chat("switch:m").then().statusCode(403);
        admin.post("/api/integrations/provider/switch", Map.of("enabled", true))
                .then()
                .statusCode(200);
        caller.api().chat("switch:m").then().statusCode(200);
        admin.delete("/api/integrations/provider/switch/integration/m").then().statusCode(200);
        caller.api().chat("switch:m").then().statusCode(404);
    }

    /** The same caller keeps calling from elsewhere all the while, so that a late load has its chance. */
    @Test
    void noCallEverSeesARightThatWasTakenBefore() {
        admin.loopback("rounds");
        admin.model("rounds", "m");
        var caller = admin.application("caller");
        var subject = "USER:" + caller.principal();
        var done = new AtomicBoolean();
        var seen = ConcurrentHashMap.<Integer>newKeySet();
        try (var elsewhere = Executors.newSingleThreadExecutor()) {
            elsewhere.execute(() -> {
                while (!done.get()) {
                    seen.add(caller.api().chat("rounds:m").statusCode());
                }
            });
            for (var round = 0; round < 50; round++) {
                admin.grant(subject, "INTEGRATION:rounds:m", "EXECUTE");
                caller.api().chat("rounds:m").then().statusCode(200);
                admin.revoke(subject, "INTEGRATION:rounds:m", "EXECUTE");
                caller.api().chat("rounds:m").then().statusCode(404);
            }
            done.set(true);
        } finally {
            done.set(true);
        }
        assertThat(seen).containsOnly(200, 404);
    }

    @Test
    void aChangeOnAnotherReplicaIsInForceWithinASecond() {
        admin.loopback("remote");
        admin.model("remote", "m");
        var caller = admin.application("caller");
        var subject = "USER:" + caller.principal();
        admin.grant(subject, "INTEGRATION:remote:m", "EXECUTE");
        caller.api().chat("remote:m").then().statusCode(200);

        Rows.changeElsewhere("delete from access_grant where subject_id = ?", caller.principal());
        shouldBecome(caller.api(), 404);

        Rows.changeElsewhere(
                "insert into access_grant values ('USER', ?, 'INTEGRATION', 'remote:m', 4)", caller.principal());
        shouldBecome(caller.api(), 200);

        Rows.changeElsewhere("update model set enabled = false where name = 'm' and integration_id in "
                + "(select id from integration where name = 'remote')");
        shouldBecome(caller.api(), 403);
    }

    /** The credential is remembered, but not beyond what it was good for. */
    @Test
    void aSecretThatIsReplacedOnAnotherReplicaOpensNothingWithinASecond() {
        admin.loopback("remote");
        admin.model("remote", "m");
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:remote:m", "EXECUTE");
        caller.api().chat("remote:m").then().statusCode(200);

        Rows.changeElsewhere("update access_key set secret_hash = sha256('another') where id = ?", caller.keyId());

        shouldBecome(caller.api(), 401);
    }

    @Test
    void aKeyThatIsPausedOnAnotherReplicaOpensNothingWithinASecond() {
        admin.loopback("remote");
        admin.model("remote", "m");
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:remote:m", "EXECUTE");
        caller.api().chat("remote:m").then().statusCode(200);

        Rows.changeElsewhere("update access_key set status = 'INACTIVE' where id = ?", caller.keyId());

        shouldBecome(caller.api(), 401);
    }

    /** Counted is when a call begins: one that began within the second may still be answered as before. */
    private static void shouldBecome(Api caller, int status) {
        var committed = Instant.now();
        var lastOfOld = new AtomicReference<>(committed);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    var begun = Instant.now();
                    var isNew = caller.chat("remote:m").statusCode() == status;
                    if (!isNew) {
                        lastOfOld.set(begun);
                    }
                    return isNew;
                });
        assertThat(Duration.between(committed, lastOfOld.get())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
