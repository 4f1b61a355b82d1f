package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Host header that names no host is the caller's mistake, and nothing of it gets any further. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostCheckTest {
    @TestHTTPResource
    URI stagedoor;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "[::1",
                "::1]",
                "[]",
                "[a]b",
                "a/v1/models",
                "a?b",
                "a#b",
                "%zz",
                "a\\b",
                "<a>",
                "a\"b",
                "ü",
                "a|b",
                ":80",
                "a:b:c",
                "a:65536",
                "a:99999999999",
                "evil.example@localhost"
            })
    void whatIsNoHostIsRefused(String host) throws IOException {
        assertStatus(host, "HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "stagedoor.example:8080",
                "127.0.0.1:80",
                "[::1]:8080",
                "my_service",
                "my_service:8080",
                "xn--tr-xka.example",
                "LOCALHOST:"
            })
    void whatCouldBeOneIsAnsweredLikeAnyOther(String host) throws IOException {
        assertStatus(host, "HTTP/1.1 401 Unauthorized");
    }

    private void assertStatus(String host, String expected) throws IOException {
        assertThat(statusFor("GET /v1/models", host)).isEqualTo(expected);
        assertThat(statusFor("GET /api/integrations", host)).isEqualTo(expected);
        assertThat(statusFor("POST /v1/chat/completions", host)).isEqualTo(expected);
    }

    private String statusFor(String line, String host) throws IOException {
        try (var caller = new Socket(stagedoor.getHost(), stagedoor.getPort())) {
            caller.setSoTimeout(10_000);
            caller.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
