package dev.stagedoor.gateway;

import dev.stagedoor.gateway.UpstreamClient.Exchange;
import dev.stagedoor.model.Route;
import dev.stagedoor.secret.Mask;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A provider's error, passed on with status and body. Errors are read whole, since some providers quote the key they were
 * called with, and that must not reach the caller.
 */
final class ErrorBody {
    private static final int LIMIT = 1 << 20;

    private ErrorBody() {}

    static boolean isError(int status) {
        return status >= 300;
    }

    static Uni<Reply> collect(Exchange exchange, Route.Upstream upstream) {
        return exchange.body()
                .collect()
                .in(Buffer::buffer, ErrorBody::append)
                .map(body -> exchange.reply().withBody(Multi.createFrom().item(redacted(body, upstream))))
                .onFailure(Exception.class)
                .recoverWithItem(
                        () -> exchange.reply().withBody(Multi.createFrom().empty()));
    }

    private static void append(Buffer sum, Buffer chunk) {
        if (sum.length() < LIMIT) {
            sum.appendBuffer(chunk);
        }
    }

    private static Buffer redacted(Buffer body, Route.Upstream upstream) {
        if (upstream.apiKey().isEmpty()) {
            return body;
        }
        var found = asJsonMayWrite(upstream.apiKey().get()).matcher(body.toString(StandardCharsets.ISO_8859_1));
        return found.find() ? Buffer.buffer(found.replaceAll(Mask.TEXT), StandardCharsets.ISO_8859_1.name()) : body;
    }

    /** Each character as it is, behind a backslash, or by its number. */
    private static Pattern asJsonMayWrite(String key) {
        return Pattern.compile(key.chars()
                .mapToObj(c -> String.format("(?:\\\\?\\Q%c\\E|\\\\u(?i:%04x))", c, c))
                .collect(Collectors.joining()));
    }
}
