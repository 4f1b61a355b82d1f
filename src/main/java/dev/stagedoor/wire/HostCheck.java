package dev.stagedoor.wire;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers 400 to a request whose {@code Host} header is not the name or address of a host, with or without a port. Quarkus
 * makes a URL of it further on, and would call it an error of ours.
 */
@ApplicationScoped
class HostCheck {
    /** Before everything that looks at headers, calls among it. */
    private static final int FIRST = Integer.MIN_VALUE + 10;

    private static final int LAST_PORT = 65_535;
    private static final int DIGITS_OF_PORT = 5;

    void serve(@Observes Router router) {
        router.route().order(FIRST).handler(HostCheck::check);
    }

    private static void check(RoutingContext context) {
        var host = context.request().getHeader(HttpHeaders.HOST);
        if (host == null || isHost(host)) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                    .end("Host: is not the name of a host");
        }
    }

    private static boolean isHost(String host) {
        var end = host.startsWith("[") ? endOfAddress(host) : endOfName(host);
        return end > 0 && (end == host.length() || isPort(host, end));
    }

    /** An address of IPv6; 0 when it is none. */
    private static int endOfAddress(String host) {
        var at = 1;
        while (at < host.length()
                && (Character.digit(host.charAt(at), 16) >= 0 || ":.".indexOf(host.charAt(at)) >= 0)) {
            at++;
        }
        return at > 1 && at < host.length() && host.charAt(at) == ']' ? at + 1 : 0;
    }

    private static int endOfName(String host) {
        var at = 0;
        while (at < host.length() && isPartOfAName(host.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPartOfAName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || ".-_~".indexOf(c) >= 0;
    }

    private static boolean isPort(String host, int colon) {
        var digits = host.substring(colon + 1);
        return host.charAt(colon) == ':'
                && digits.length() <= DIGITS_OF_PORT
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.isEmpty() || Integer.parseInt(digits) <= LAST_PORT);
    }
}
