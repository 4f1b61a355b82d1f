package dev.stagedoor.wire;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Conductor's Java SDK encodes names in paths as forms are encoded: a space as {@code +} (contract, section 0.1). For
 * everybody else a plus is a plus (RFC 3986, section 3.3), so it is a space only where that SDK's HTTP client says so and
 * where the segment holds nothing that form encoding would have escaped.
 */
@ApplicationScoped
class FormEncodedPath {
    private static final String MANAGEMENT = "/api/";
    private static final String CLIENT_OF_THE_SDK = "okhttp/";
    private static final Pattern FORM_ENCODED = Pattern.compile("[\\w.*+%-]+");

    /** Before everything that looks at paths. */
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(FormEncodedPath::readSpaces, FIRST);
    }

    private static void readSpaces(RoutingContext context) {
        var request = context.request();
        var path = request.path();
        var read = mayBeFormEncoded(request) ? withSpaces(path) : path;
        if (read.equals(path)) {
            context.next();
        } else {
            context.reroute(request.query() == null ? read : read + "?" + request.query());
        }
    }

    private static boolean mayBeFormEncoded(HttpServerRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.path().indexOf('+') >= 0
                && request.path().startsWith(MANAGEMENT)
                && agent != null
                && agent.startsWith(CLIENT_OF_THE_SDK);
    }

    private static String withSpaces(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> FORM_ENCODED.matcher(segment).matches() ? segment.replace("+", "%20") : segment)
                .collect(Collectors.joining("/"));
    }
}
