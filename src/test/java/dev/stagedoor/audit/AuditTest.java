package dev.stagedoor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed, by whom and from where; who was turned away; and that nobody can make it unsaid. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditTest {
    private static final String PROVIDER = "/api/integrations/provider/";
    private static final String KEY = "sk-never-in-the-audit-7f3a";

    private final Api admin = Api.admin();
    private final String name = "audited-" + UUID.randomUUID();

    @Test
    void itTellsWhoMadeWhatAndFromWhere() {
        var maker = admin.application("maker", "USER");

        maker.api().integration(name, Map.of("api_key", KEY, "endpoint", "http://localhost:1/v1"));

        changes("INTEGRATION_PROVIDER", name)
                .body("entries", hasSize(1))
                .body("entries[0].action", equalTo("CREATE"))
                .body("entries[0].actor", equalTo(maker.principal()))
                .body("entries[0].accessKeyId", equalTo(maker.keyId()))
                .body("entries[0].address", equalTo("127.0.0.1"))
                .body("entries[0].before", nullValue())
                .body("entries[0].after.name", equalTo(name))
                .body("entries[0].after.created_by", equalTo(maker.principal()))
                .body("entries[0].at", greaterThan(1_700_000_000_000L))
                .body("next", nullValue());
    }

    @Test
    void itTellsWhatItWasBefore() {
        admin.integration(name, Map.of("api_key", KEY));

        admin.post(PROVIDER + name, Map.of("enabled", false)).then().statusCode(200);

        changes("INTEGRATION_PROVIDER", name)
                .body("entries", hasSize(2))
                .body("entries[0].action", equalTo("UPDATE"))
                .body("entries[0].changed", contains("enabled"))
                .body("entries[0].before.enabled", equalTo(true))
                .body("entries[0].after.enabled", equalTo(false));
    }

    @Test
    void itTellsThatASecretChangedAndNeverWhatItIs() {
        admin.integration(name, Map.of("api_key", KEY));
        admin.post(PROVIDER + name, Map.of("configuration", Map.of("api_key", KEY + "-2")))
                .then()
                .statusCode(200);

        changes("INTEGRATION_PROVIDER", name)
                .body("entries[0].changed", hasItem("credentials_ciphertext"))
                .body("entries[0].before.credentials_ciphertext", equalTo("***"))
                .body("entries[0].after.credentials_ciphertext", equalTo("***"));
        assertThat(Rows.number(
                        "select count(*) from audit_entry where before::text like ? or after::text like ?",
                        "%" + KEY + "%",
                        "%" + KEY + "%"))
                .isZero();
    }

    @Test
    void itKeepsNoHashOfAnAccessKey() {
        var application = admin.application(name);

        changes("ACCESS_KEY", application.keyId()).body("entries[0].after.secret_hash", equalTo("***"));
    }

    @Test
    void itNamesEachModelThatGoesWithItsIntegration() {
        admin.loopback(name);
        admin.model(name, "m");

        admin.delete(PROVIDER + name).then().statusCode(200);

        changes("INTEGRATION", name + ":m")
                .body("entries.action", contains("DELETE", "CREATE"))
                .body("entries[0].before.name", equalTo("m"))
                .body("entries[0].after", nullValue());
    }

    @Test
    void itSaysNothingOfASaveThatChangesNothing() {
        admin.group(name);
        admin.group(name);

        changes("GROUP", name).body("entries", hasSize(1));
    }

    @Test
    void itFollowsMembershipsGrantsAndTags() {
        admin.loopback(name);
        admin.group(name);
        admin.user(name, name);
        admin.grant("GROUP:" + name, "INTEGRATION_PROVIDER:" + name, "READ");
        admin.grant("GROUP:" + name, "INTEGRATION_PROVIDER:" + name, "EXECUTE");
        admin.revoke("GROUP:" + name, "INTEGRATION_PROVIDER:" + name, "READ", "EXECUTE");
        admin.put(PROVIDER + name + "/tags", List.of(Map.of("key", "team", "value", "ml")))
                .then()
                .statusCode(200);

        changes("MEMBERSHIP", name + ":" + name).body("entries.action", contains("CREATE"));
        changes("GRANT", "GROUP:" + name + ":INTEGRATION_PROVIDER:" + name)
                .body("entries.action", contains("DELETE", "UPDATE", "CREATE"))
                .body("entries[1].before.access", equalTo(2))
                .body("entries[1].after.access", equalTo(6));
        changes("TAG", "INTEGRATION_PROVIDER:" + name + ":team:ml").body("entries.action", contains("CREATE"));
    }

    @Test
    void itNamesTheDatabaseRoleOfAChangeBehindTheProgramsBack() {
        admin.group(name);

        Rows.changeElsewhere("update user_group set description = 'tampered' where id = ?", name);

        changes("GROUP", name).body("entries[0].actor", equalTo("database postgres"));
    }

    @Test
    void aChangeThatCannotBeAuditedDoesNotHappen() {
        Rows.run("alter table audit_entry add constraint audit_is_full check (target_id <> '" + name + "') not valid");
        try {
            admin.put("/api/groups/" + name, Map.of("description", "d")).then().statusCode(500);
        } finally {
            Rows.run("alter table audit_entry drop constraint audit_is_full");
        }

        admin.get("/api/groups/" + name).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'somebody else'",
                "delete from audit_entry",
                "truncate audit_entry",
                "insert into audit_entry (kind, actor, action) values ('CHANGE', 'somebody else', 'CREATE')",
                "alter table audit_entry disable trigger all",
                "drop trigger audit_entries_stay on audit_entry",
                "drop trigger group_is_audited on user_group",
                "alter table user_group disable trigger all",
                "set session_replication_role = replica",
                "create or replace function audit_is_append_only() returns trigger language sql as 'select null'",
                "drop table audit_entry",
                "update flyway_schema_history set success = false",
                "set role postgres"
            })
    void theRoleOfTheApplicationCannotMakeItUnsaid(String sql) throws SQLException {
        var server = PostgresResource.server();
        try (var connection =
                        DriverManager.getConnection("jdbc:" + server.url(), server.application(), server.password());
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_entry set actor = 'x'", "delete from audit_entry", "truncate audit_entry"})
    void notEvenTheOwnerDoesSoByAccident(String sql) {
        assertThatThrownBy(() -> Rows.run(sql)).hasMessageContaining("neither changed nor removed");
    }

    @Test
    void itTellsWhoWasRefusedWhat() {
        admin.loopback(name);
        var stranger = admin.application("stranger", "WORKER");

        stranger.api().get(PROVIDER + name).then().statusCode(404);
        stranger.api().get("/api/users").then().statusCode(403);
        stranger.api().chat(name + ":m").then().statusCode(404);

        Awaitility.await().untilAsserted(() -> refusalsOf(stranger.principal())
                .body(
                        "entries.action",
                        hasItems("GET " + PROVIDER + name, "GET /api/users", "POST /v1/chat/completions"))
                .body("entries.status", hasItems(404, 403))
                .body("entries.accessKeyId", everyItem(equalTo(stranger.keyId())))
                .body("entries.reason", hasItem("No such integration '" + name + "'"))
                .body("entries.address", everyItem(equalTo("127.0.0.1"))));
    }

    @Test
    void itTellsOfCredentialsThatWereNoGood() {
        new Api("sd-" + name + ".wrong").get("/api/groups/" + name).then().statusCode(401);

        Awaitility.await().untilAsserted(() -> refusalsOf("nobody")
                .body("entries.action", hasItem("GET /api/groups/" + name))
                .body("entries.reason", not(hasItem(containsString("wrong")))));
    }

    @Test
    void itCountsRefusalsThatAreTheSame() {
        var stranger = admin.application("stranger", "WORKER");

        for (var i = 0; i < 20; i++) {
            stranger.api().get("/api/users").then().statusCode(403);
        }

        Awaitility.await().untilAsserted(() -> refusalsOf(stranger.principal())
                .body("entries.times.sum()", equalTo(20))
                .body("entries.size()", lessThan(20)));
    }

    @Test
    void itIsNotHeldUpByAByteThatTheStoreDoesNotTake() {
        var stranger = admin.application("stranger", "WORKER");

        stranger.api().chat("nul\0in-" + name).then().statusCode(404);
        stranger.api().get("/api/users").then().statusCode(403);

        Awaitility.await().untilAsserted(() -> refusalsOf(stranger.principal())
                .body("entries.action", hasItems("POST /v1/chat/completions", "GET /api/users"))
                .body("entries.reason", hasItem(containsString("nul\uFFFDin-" + name))));
    }

    @Test
    void itKeepsMistakesOut() {
        admin.get(PROVIDER + name).then().statusCode(404);
        admin.put("/api/groups/" + name, Map.of("roles", "NONE")).then().statusCode(400);

        var later = admin.application("later", "WORKER");
        later.api().get("/api/users").then().statusCode(403);
        Awaitility.await().untilAsserted(() -> refusalsOf(later.principal()).body("entries", hasSize(1)));
        refusalsOf("app:admin").body("entries.action", not(hasItem("GET " + PROVIDER + name)));
    }

    @Test
    void itIsReadPageByPage() {
        for (var description : List.of("1", "2", "3")) {
            admin.put("/api/groups/" + name, Map.of("description", description))
                    .then()
                    .statusCode(200);
        }
        var first =
                changes("GROUP", name + "&limit=2").body("entries", hasSize(2)).body("next", notNullValue());
        var next = first.extract().jsonPath().getLong("next");

        changes("GROUP", name + "&limit=2&before=" + next)
                .body("entries", hasSize(1))
                .body("entries[0].action", equalTo("CREATE"))
                .body("next", nullValue());
    }

    @Test
    void itIsFilteredByTimeAndActor() {
        admin.group(name);
        var at = changes("GROUP", name).extract().jsonPath().getLong("entries[0].at");

        changes("GROUP", name + "&from=" + at + "&to=" + (at + 1)).body("entries", hasSize(1));
        changes("GROUP", name + "&to=" + at).body("entries", empty());
        changes("GROUP", name + "&actor=app:admin").body("entries", hasSize(1));
        changes("GROUP", name + "&actor=somebody").body("entries", empty());
        changes("GROUP", name + "&action=DELETE").body("entries", empty());
    }

    @Test
    void itIsSearchedInActorsTargetsAndValuesInAnyCase() {
        var maker = admin.application("maker", "USER");
        maker.api().loopback(name);
        admin.put("/api/groups/" + name, Map.of("description", "Née before"))
                .then()
                .statusCode(200);
        admin.put("/api/groups/" + name, Map.of("description", "Now after"))
                .then()
                .statusCode(200);
        var id = name.substring("audited-".length());

        found(maker.principal().toUpperCase(Locale.ROOT) + "&kind=CHANGE&actor=" + maker.principal())
                .body("entries.targetId", hasItem(name));
        found("AUDITED-" + id + "&targetType=GROUP").body("entries", hasSize(2));
        found("E%20BEFORE&targetType=GROUP&targetId=" + name).body("entries", hasSize(2));
        found("now%20AFTER&targetType=GROUP&targetId=" + name).body("entries", hasSize(1));
        found("description&targetType=GROUP&targetId=" + name).body("entries", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%25", "a_c", "a%5Cc"})
    void aSearchTakesEveryCharacterAsItIs(String text) {
        admin.put("/api/groups/" + name, Map.of("description", "1000 abc"))
                .then()
                .statusCode(200);
        found(text + "&targetId=" + name).body("entries", empty());

        var description = URLDecoder.decode(text, StandardCharsets.UTF_8);
        admin.put("/api/groups/" + name, Map.of("description", "so " + description + " it is"))
                .then()
                .statusCode(200);

        found(text + "&targetId=" + name).body("entries", hasSize(1));
    }

    @Test
    void aSearchIsReadPageByPage() {
        for (var description : List.of("needle 1", "hay", "needle 2", "needle 3")) {
            admin.put("/api/groups/" + name, Map.of("description", description))
                    .then()
                    .statusCode(200);
        }
        var next = found("needle&targetId=" + name + "&limit=2&action=UPDATE")
                .body("entries.after.description", contains("needle 3", "needle 2"))
                .extract()
                .jsonPath()
                .getLong("next");

        found("needle&targetId=" + name + "&limit=2&action=UPDATE&before=" + next)
                .body("entries.before.description", contains("needle 1"))
                .body("next", nullValue());
    }

    @Test
    void aSearchLooksAtSoManyEntriesAtATimeAndSaysWhereToGoOn() {
        admin.group(name);
        Rows.run(
                """
                insert into audit_entry (kind, actor, action, target_type, target_id)
                select 'CHANGE', 'crowd', 'UPDATE', '%s', 'hay' from generate_series(1, %d)
                """
                        .formatted(name, AuditRepository.LOOKED_AT));

        var next = found(name + "&kind=CHANGE&targetType=" + name)
                .body("entries", empty())
                .body("next", notNullValue())
                .extract()
                .jsonPath()
                .getLong("next");

        found(name + "&kind=CHANGE&targetId=" + name + "&before=" + next)
                .body("entries", hasSize(1))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "kind=OTHER, kind",
        "limit=0, limit",
        "limit=1001, limit",
        "from=-1, from",
        "from=yesterday, query",
        "limit=many, query",
        "to=9223372036854775807, to",
    })
    void aBadQuestionIsRefusedByItsField(String query, String field) {
        admin.get("/api/audit?" + query).then().statusCode(400).body("validationErrors.path", hasItem(field));
    }

    @Test
    void aSearchForTooLongATextIsRefused() {
        admin.get("/api/audit?search=" + "a".repeat(201))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("search"));
    }

    @Test
    void onlyAdminsReadIt() {
        admin.application("curious", "USER", "METADATA_MANAGER")
                .api()
                .get("/api/audit")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse changes(String type, String id) {
        return admin.get("/api/audit?kind=CHANGE&targetType=" + type + "&targetId=" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse found(String search) {
        return admin.get("/api/audit?search=" + search).then().statusCode(200);
    }

    private ValidatableResponse refusalsOf(String actor) {
        return admin.get("/api/audit?kind=REFUSAL&actor=" + actor).then().statusCode(200);
    }
}
