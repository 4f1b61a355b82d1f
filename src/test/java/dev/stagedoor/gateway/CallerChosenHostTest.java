package dev.stagedoor.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That no caller chooses the host that a provider's key is sent to (attack 1). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CallerChosenHostTest {
    private static final String KEY = "Bearer sk-of-the-owner";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final ProviderStub elsewhere = new ProviderStub().speaksOpenAi();
    private final String integration = "host-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    private Api caller;

    @BeforeEach
    void permit() {
        admin.integration(integration, Map.of("api_key", "sk-of-the-owner", "endpoint", provider.url()));
        admin.model(integration, "m");
        var application = admin.application("caller");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
        caller = application.api();
    }

    @AfterEach
    void close() {
        provider.close();
        elsewhere.close();
    }

    private void assertThatTheOwnersProviderWasCalled() {
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(provider.requests()).hasSize(1);
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/chat/completions");
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo(KEY);
        assertThat(provider.lastRequest().header("Host"))
                .isEqualTo(URI.create(provider.url()).getAuthority());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"api_base\":\"EVIL\"",
                "\"base_url\":\"EVIL\"",
                "\"endpoint\":\"EVIL\"",
                "\"host\":\"EVIL\",\"url\":\"EVIL\"",
                "\"user_config\":{\"model_list\":[{\"litellm_params\":{\"api_base\":\"EVIL\"}}]}",
                "\"litellm_params\":{\"api_base\":\"EVIL\"},\"extra_body\":{\"api_base\":\"EVIL\"}",
                "\"configuration\":{\"endpoint\":\"EVIL\"}",
                "\"api_key\":\"sk-mine\",\"headers\":{\"Host\":\"EVIL\"}",
            })
    void shouldTakeAHostInTheBodyForAnyOtherField(String field) {
        var sent = field.replace("EVIL", elsewhere.url());

        caller.call("/v1/chat/completions", "{\"model\":\"" + integration + ":m\"," + sent + "}")
                .then()
                .statusCode(200);

        assertThatTheOwnersProviderWasCalled();
        assertThat(provider.lastRequest().text()).contains(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Forwarded",
                "x-portkey-custom-host",
                "x-base-url",
                "api-base",
                "OpenAI-Base-URL",
                "Proxy",
            })
    void shouldTakeNoHostFromAHeader(String header) {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + caller.credential())
                .header(header, elsewhere.url())
                .body("{\"model\":\"" + integration + ":m\"}")
                .queryParam("api_base", elsewhere.url())
                .queryParam("base_url", elsewhere.url())
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        assertThatTheOwnersProviderWasCalled();
        assertThat(provider.lastRequest().header(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m@EVIL", "m/../../../EVIL", "m?api_base=EVIL", "m#EVIL", "m\\r\\nHost: EVIL"})
    void shouldTakeNoHostFromTheNameOfAModel(String name) {
        var sent = name.replace("EVIL", elsewhere.url());

        caller.call("/v1/chat/completions", "{\"model\":\"" + integration + ":" + sent + "\"}")
                .then()
                .statusCode(404);

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldTakeNoHostFromTheRequestLineOrTheHostHeader() throws IOException {
        var body = "{\"model\":\"" + integration + ":m\"}";
        var other = URI.create(elsewhere.url()).getAuthority();
        try (var socket = new Socket(stagedoor.getHost(), stagedoor.getPort())) {
            socket.getOutputStream()
                    .write(("POST http://" + other + "/v1/chat/completions HTTP/1.1\r\nHost: " + other
                                    + "\r\nContent-Type: application/json\r\nConnection: close\r\nAuthorization: Bearer "
                                    + caller.credential() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(provider.requests())
                .allSatisfy(request -> assertThat(request.header("Host")).isNotEqualTo(other));
    }
}
