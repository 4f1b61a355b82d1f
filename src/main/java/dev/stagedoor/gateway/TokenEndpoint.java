package dev.stagedoor.gateway;

import dev.stagedoor.provider.credential.Credential.Minted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks where tokens are given out for one, with a signed statement of who asks: at an address that was checked, as calls are
 * sent, and following no redirect.
 */
final class TokenEndpoint {
    private static final long TIMEOUT = Duration.ofSeconds(10).toMillis();
    private static final int LONGEST_ANSWER = 64 << 10;

    /** One of RFC 6749, such as {@code invalid_grant}. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

    private static final String GRANT = "grant_type="
            + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.US_ASCII)
            + "&assertion=";

    private final HttpClient client;
    private final Addresses addresses;

    TokenEndpoint(Vertx vertx, Addresses addresses) {
        this.addresses = addresses;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) TIMEOUT).setDecompressionSupported(false));
    }

    static Buffer question(Minted credential) {
        var assertion = credential.account().assertion(credential.tokenUrl(), credential.scope(), Instant.now());
        return Buffer.buffer(GRANT + assertion);
    }

    Future<AccessToken> ask(String url, Buffer question) {
        var options = new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(HttpMethod.POST)
                .setFollowRedirects(false)
                .setTimeout(TIMEOUT)
                .putHeader("Accept", "application/json")
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return addresses
                .open(client, options)
                .compose(request -> request.send(question))
                .compose(TokenEndpoint::read)
                .timeout(TIMEOUT, TimeUnit.MILLISECONDS);
    }

    private static Future<AccessToken> read(HttpClientResponse response) {
        var body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() < LONGEST_ANSWER) {
                body.appendBuffer(chunk);
            }
        });
        return response.end().map(end -> token(response.statusCode(), body));
    }

    private static AccessToken token(int status, Buffer body) {
        try {
            var answer = new JsonObject(body);
            var text = answer.getString("access_token");
            if (status == 200 && text != null && canBeSent(text)) {
                var seconds = Objects.requireNonNullElse(answer.getLong("expires_in"), 0L);
                return AccessToken.of(text, Duration.ofSeconds(seconds), System.nanoTime());
            }
            throw refused(status, answer.getValue("error"));
        } catch (DecodeException | ClassCastException e) {
            throw refused(status, null);
        }
    }

    private static boolean canBeSent(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static TokenRefusedException refused(int status, Object error) {
        var word = String.valueOf(error);
        return new TokenRefusedException(
                "answered " + status + (error != null && ERROR.matcher(word).matches() ? " (" + word + ")" : ""));
    }

    void close() {
        client.close();
    }
}
