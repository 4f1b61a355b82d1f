package dev.stagedoor.gateway;

import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.credential.Credential;
import dev.stagedoor.secret.Mask;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A provider's error, passed on with status and body. Errors are read whole, since some providers quote the key they were
 * called with, and that must not reach the caller.
 */
final class ErrorBody {
    private static final int LIMIT = 1 << 20;
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9-]* +(?=\\S)");

    private ErrorBody() {}

    static boolean isError(int status) {
        return status >= 300;
    }

    static Uni<Reply> collect(Exchange exchange, Upstream.Provider provider) {
        return exchange.body()
                .collect()
                .in(Buffer::buffer, ErrorBody::append)
                .map(body ->
                        exchange.reply().withBody(Multi.createFrom().item(redacted(body, secret(exchange, provider)))))
                .onFailure(Exception.class)
                .recoverWithItem(
                        () -> exchange.reply().withBody(Multi.createFrom().empty()));
    }

    private static void append(Buffer sum, Buffer chunk) {
        if (sum.length() < LIMIT) {
            sum.appendBuffer(chunk);
        }
    }

    private static Optional<String> secret(Exchange exchange, Upstream.Provider provider) {
        return switch (provider.credential()) {
            case Credential.Fixed fixed -> fixed.secret();
            case Credential.Minted minted ->
                Optional.ofNullable(exchange.request().headers().get("Authorization"));
        };
    }

    private static Buffer redacted(Buffer body, Optional<String> secret) {
        if (secret.isEmpty()) {
            return body;
        }
        var found = anyWriting(secret.get()).matcher(body.toString(StandardCharsets.ISO_8859_1));
        return found.find() ? Buffer.buffer(found.replaceAll(Mask.TEXT), StandardCharsets.ISO_8859_1.name()) : body;
    }

    /** Where the key is the whole value of a header, a provider may quote it without the scheme in front. */
    private static Pattern anyWriting(String key) {
        var scheme = SCHEME.matcher(key);
        var whole = asJsonMayWrite(key);
        return Pattern.compile(scheme.find() ? whole + "|" + asJsonMayWrite(key.substring(scheme.end())) : whole);
    }

    /** Each character as it is, behind a backslash, or by its number. */
    private static String asJsonMayWrite(String key) {
        return key.chars()
                .mapToObj(c -> String.format("(?:\\\\?\\Q%c\\E|\\\\u(?i:%04x))", c, c))
                .collect(Collectors.joining());
    }
}
