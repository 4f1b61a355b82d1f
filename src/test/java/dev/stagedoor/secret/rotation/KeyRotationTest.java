package dev.stagedoor.secret.rotation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.secret.Sealer.Place;
import dev.stagedoor.secret.TestKeys;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key has changed, and the one of before is still configured beside it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(KeyRotationTest.AfterAChangeOfKey.class)
class KeyRotationTest {
    private static final int BEFORE = 1;
    private static final int LOST = 2;
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final List<String> made = new ArrayList<>();
    private ProviderStub provider;

    @Inject
    KeyRing ring;

    /** Small batches, and a look at the rows ten times a second. */
    public static final class AfterAChangeOfKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stagedoor.secret.other-keys", TestKeys.text(BEFORE),
                    "stagedoor.secret.rewrap-batch", "3",
                    "stagedoor.secret.rewrap-interval", "100ms");
        }
    }

    @BeforeEach
    void startProvider() {
        provider = new ProviderStub();
    }

    @AfterEach
    void forget() {
        made.forEach(name -> admin.delete(PROVIDER + name));
        provider.close();
    }

    @Test
    void theDataKeyIsReWrappedAndNothingElseOfTheRowChanges() {
        var name = integration();
        var before = sealed(BEFORE, name, "sk-before");
        store(name, before);
        var unchanged = unchanged(name);

        awaitCurrentKey("integration", name);

        assertThat(unchanged(name)).isEqualTo(unchanged);
        assertThat(Rows.one("select credentials_ciphertext from integration where name = ?", name))
                .isEqualTo(before.ciphertext());
        admin.chat(name + ":m").then().statusCode(200);
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-before");
    }

    /** What optimistic locking, every replica's memory and the audit go by. */
    private static List<Object> unchanged(String name) {
        return List.of(
                Rows.number("select version from integration where name = ?", name),
                Rows.number("select version from acl_version"),
                Rows.number("select count(*) from audit_entry where kind = 'CHANGE'"));
    }

    @Test
    void everyTableIsReWrappedToItsLastRow() {
        var names = new ArrayList<String>();
        for (var i = 0; i < 8; i++) {
            var name = integration();
            names.add(name);
            store(name, sealed(BEFORE, name, "sk-" + i));
            storeOfModel(name, sealed(BEFORE, new Place("model", idOf("model", name), "credentials"), "sk-" + i));
        }

        names.forEach(name -> awaitCurrentKey("integration", name));
        names.forEach(name -> awaitCurrentKey("model", name));
    }

    @Test
    void rowsFromBeforeKeysHadIdsGetOne() {
        var name = integration();
        var before = sealed(BEFORE, name, "sk-unnumbered");
        store(name, new Sealed(Sealed.UNNUMBERED, before.wrappedKey(), before.ciphertext()));

        awaitCurrentKey("integration", name);

        admin.chat(name + ":m").then().statusCode(200);
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-unnumbered");
    }

    @Test
    void aRowThatSomebodyHoldsIsPassedOverAndTakenLater() throws SQLException {
        var held = integration();
        var free = integration();
        var before = sealed(BEFORE, held, "sk-held");
        try (var holder = hold(held, before)) {
            store(free, sealed(BEFORE, free, "sk-free"));

            awaitCurrentKey("integration", free);

            assertThat(keyOf("integration", held)).isEqualTo(before.keyVersion());
            holder.rollback();
        }
        awaitCurrentKey("integration", held);
    }

    /** Stores under the key of before and locks the row, again until nobody came between the two. */
    private static Connection hold(String name, Sealed sealed) throws SQLException {
        var server = PostgresResource.server();
        var connection = DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
        connection.setAutoCommit(false);
        var lock = "select credentials_key_version from integration where name = '" + name + "' for update";
        try (var statement = connection.createStatement()) {
            while (true) {
                store(name, sealed);
                try (var row = statement.executeQuery(lock)) {
                    if (row.next() && row.getInt(1) == sealed.keyVersion()) {
                        return connection;
                    }
                }
                connection.rollback();
            }
        }
    }

    @Test
    void aRowThatWasAlteredIsCountedAndStopsNoOther() {
        var altered = integration();
        var sound = integration();
        var before = sealed(BEFORE, altered, "sk-altered");
        before.wrappedKey()[20] ^= 1;
        store(altered, before);
        store(sound, sealed(BEFORE, sound, "sk-sound"));

        awaitCurrentKey("integration", sound);

        assertThat(keyOf("integration", altered)).isEqualTo(before.keyVersion());
        Awaitility.await().untilAsserted(() -> given().get("/metrics")
                .then()
                .body(containsString("stagedoor_secret_unopenable 1.0"))
                .body(containsString("stagedoor_secret_rewrap_left 1.0"))
                .body(containsString("stagedoor_secret_rewrapped_total")));
    }

    @Test
    void whoMayCallWhatDoesNotOpenIsToldThatItIsOurFaultAndNoMore() {
        var name = underALostKey();

        var reply = admin.chat(name + ":m");

        reply.then()
                .statusCode(500)
                .body("error.code", equalTo("internal_error"))
                .body("error.message", not(containsString("key")));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void whatDoesNotOpenIsHiddenFromWhoMayNotCallIt() {
        var name = underALostKey();
        var stranger = admin.application("stranger", "USER").api();

        var hidden = stranger.chat(name + ":m");

        hidden.then().statusCode(404);
        assertThat(hidden.asString().replace(name, ""))
                .isEqualTo(stranger.chat(":m").asString());
    }

    @Test
    void whatDoesNotOpenIsInNobodyElsesWay() {
        var model = "shared-" + UUID.randomUUID();
        var lost = underALostKey();
        var good = integration();
        admin.model(lost, model);
        admin.model(good, model);
        var caller = admin.application("caller", "USER");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + good + ":" + model, "EXECUTE");

        caller.api().chat(model).then().statusCode(200);
    }

    @Test
    void aListShowsWhatDoesNotOpenLikeAllTheOthers() {
        var name = underALostKey();

        admin.get("/api/integrations/provider")
                .then()
                .statusCode(200)
                .body("find { it.name == '" + name + "' }.configuration.api_key", equalTo("********"));
        admin.get(PROVIDER + name).then().statusCode(200).body("configuration.api_key", equalTo("********"));
    }

    @Test
    void whatDoesNotOpenWorksAgainOnceItIsTypedAgain() {
        var name = underALostKey();

        admin.integration(name, Map.of("api_key", "sk-again", "endpoint", provider.url()));

        admin.chat(name + ":m").then().statusCode(200);
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-again");
    }

    @Test
    void anAdminSeesHowMuchIsUnderWhichKey() {
        underALostKey();

        var keys = admin.get("/api/secret-keys");

        keys.then()
                .statusCode(200)
                .body("keys[0].id", equalTo(ring.current().id()))
                .body("keys[0].use", equalTo("CURRENT"))
                .body("keys[0].rows", greaterThanOrEqualTo(0))
                .body("keys[1].id", equalTo(TestKeys.root(BEFORE).id()))
                .body("keys[1].use", equalTo("OTHER"))
                .body("keys[2].id", equalTo(TestKeys.root(LOST).id()))
                .body("keys[2].use", equalTo("MISSING"))
                .body("keys[2].rows", equalTo(1))
                .body("rewrapping", equalTo(false));
        assertThat(keys.asString()).doesNotContain(TestKeys.text(BEFORE));
    }

    @Test
    void aTokenSignedWithTheKeyOfBeforeIsGoodUntilItExpires() {
        var application = admin.application("holder", "USER");

        tokenOf(application, BEFORE).get("/api/token/userInfo").then().statusCode(200);
        tokenOf(application, LOST).get("/api/token/userInfo").then().statusCode(401);
    }

    private static Api tokenOf(Api.Application application, int key) {
        return new Api(Jwt.issuer("stagedoor")
                .audience("stagedoor")
                .subject(application.principal())
                .claim("access_key", application.keyId())
                .expiresIn(60)
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(TestKeys.root(key).forPurpose("token-signing", "HmacSHA256")));
    }

    /** With a model {@code m}, whose calls reach the stand-in provider. */
    private String integration() {
        var name = "rotated-" + UUID.randomUUID();
        made.add(name);
        admin.integration(name, Map.of("api_key", "sk-current", "endpoint", provider.url()));
        admin.model(name, "m");
        return name;
    }

    private String underALostKey() {
        var name = integration();
        store(name, sealed(LOST, name, "sk-lost"));
        return name;
    }

    private static Sealed sealed(int key, String name, String apiKey) {
        return sealed(key, new Place("integration", idOf("integration", name), "credentials"), apiKey);
    }

    private static Sealed sealed(int key, Place place, String apiKey) {
        Sealer sealer = TestKeys.sealer(key);
        return sealer.seal("{\"api_key\":\"" + apiKey + "\"}", place);
    }

    private static String idOf(String table, String integration) {
        return String.valueOf(Rows.one(
                table.equals("integration")
                        ? "select id from integration where name = ?"
                        : "select id from model where integration_id = (select id from integration where name = ?)",
                integration));
    }

    private static void store(String name, Sealed sealed) {
        store("integration", idOf("integration", name), sealed);
    }

    private static void storeOfModel(String name, Sealed sealed) {
        store("model", idOf("model", name), sealed);
    }

    private static void store(String table, String id, Sealed sealed) {
        Rows.changeElsewhere(
                "update " + table
                        + " set credentials_key_version = ?, credentials_wrapped_key = ?, credentials_ciphertext = ? where id = ?",
                sealed.keyVersion(),
                sealed.wrappedKey(),
                sealed.ciphertext(),
                UUID.fromString(id));
    }

    private static int keyOf(String table, String integration) {
        return (int) Rows.number(
                "select credentials_key_version from " + table + " where id = ?",
                UUID.fromString(idOf(table, integration)));
    }

    private void awaitCurrentKey(String table, String integration) {
        Awaitility.await().untilAsserted(() -> assertThat(keyOf(table, integration))
                .isEqualTo(ring.current().id()));
    }
}
