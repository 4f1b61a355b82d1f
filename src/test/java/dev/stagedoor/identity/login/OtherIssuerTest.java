package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An issuer that comes late, changes its keys, is reached by another name, and has its own idea of claims. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(OtherIssuerTest.Settings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OtherIssuerTest {
    private static final String ISSUER = "https://id.example.org/";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private static RsaJsonWebKey key = newKey("first");
    private HttpServer server;

    /** Where nobody listens until a test opens the issuer. */
    public static final class Settings implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try (var free = new ServerSocket(0)) {
                return Map.of(
                        "stagedoor.oidc.issuer", ISSUER,
                        "stagedoor.oidc.url", "http://localhost:" + free.getLocalPort(),
                        "stagedoor.oidc.audience", "stagedoor",
                        "stagedoor.oidc.client-id", "console",
                        "stagedoor.oidc.user-claim", "https://example.org/claims/user",
                        "stagedoor.oidc.name-claim", "profile/shown",
                        "stagedoor.oidc.roles-claim", "https://example.org/claims/roles",
                        "stagedoor.oidc.roles-on-first-sight", "WORKER,METADATA_API");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    @Order(1)
    void shouldServeOthersWhileTheIssuerIsAway() {
        var visitor = new Api(token(key, "visitor"));

        visitor.get("/api/token/userInfo").then().statusCode(503).body("retryable", equalTo(true));
        visitor.get("/v1/models").then().statusCode(503).body("error.type", equalTo("server_error"));
        new Api("garbage").get("/api/token/userInfo").then().statusCode(401);
        Api.admin().get("/api/token/userInfo").then().statusCode(200);
        Api.nobody()
                .request()
                .redirects()
                .follow(false)
                .get("/api/session/oidc")
                .then()
                .statusCode(303)
                .header("Location", "/console/sign-in?error=unavailable");

        open();

        visitor.get("/api/token/userInfo").then().statusCode(200);
    }

    @Test
    @Order(2)
    void shouldReadTheClaimsThatAreConfigured() {
        open();

        new Api(token(key, "Visitor@Example.org"))
                .get("/api/token/userInfo")
                .then()
                .statusCode(200)
                .body("id", equalTo("visitor@example.org"))
                .body("name", equalTo("A Visitor"))
                .body("roles.name", contains("METADATA_API", "METADATA_MANAGER", "WORKER"));
    }

    /** Otherwise whoever shows us garbage lets us ask the issuer about each piece of it. */
    @Test
    @Order(3)
    void shouldNotAskTheIssuerAboutEachUnknownKey() {
        open();

        for (var attempt = 0; attempt < 5; attempt++) {
            new Api(token(newKey("unknown-" + attempt), "visitor"))
                    .get("/api/token/userInfo")
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("INVALID_TOKEN"));
            new Api("opaque-" + attempt).get("/api/token/userInfo").then().statusCode(401);
        }

        assertThat(asked).hasSizeLessThanOrEqualTo(1).isSubsetOf("/keys");
    }

    @Test
    @Order(4)
    void shouldFollowTheIssuerToANewKey() {
        key = newKey("second");
        open();
        var visitor = new Api(token(key, "visitor"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> visitor.get("/api/token/userInfo").then().statusCode(200));
    }

    private void open() {
        var url = URI.create(ConfigProvider.getConfig().getValue("stagedoor.oidc.url", String.class));
        var metadata = new JsonObject()
                .put("issuer", ISSUER)
                .put("jwks_uri", url + "/keys")
                .put("token_endpoint", url + "/token")
                .put("introspection_endpoint", url + "/introspection");
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", url.getPort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            try (exchange) {
                ProviderStub.reply(exchange, 200, "application/json", "{\"active\":true,\"sub\":\"root\"}");
            }
        });
        server.createContext("/.well-known/", exchange -> {
            try (exchange) {
                ProviderStub.reply(exchange, 200, "application/json", metadata.encode());
            }
        });
        server.createContext("/keys", exchange -> {
            asked.add("/keys");
            try (exchange) {
                ProviderStub.reply(exchange, 200, "application/json", published(key));
            }
        });
        server.start();
    }

    private static String published(RsaJsonWebKey key) {
        var published = new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY));
        return new JsonObject().put("keys", new JsonArray().add(published)).encode();
    }

    private static RsaJsonWebKey newKey(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(RsaJsonWebKey key, String user) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("stagedoor");
        claims.setSubject("2f9c");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("https://example.org/claims/user", user);
        claims.setClaim("https://example.org/claims/roles", List.of("metadata_manager", "no-role-of-ours"));
        claims.setClaim("profile", Map.of("shown", "A Visitor"));
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setKey(key.getPrivateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
