package dev.stagedoor.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What a browser is told about the console's files: to take nothing from elsewhere, and to run nothing that is typed. */
final class PageHeaders {
    /** Icons inside Vaadin's own style sheets are {@code data:} images; all else is a file of ours. */
    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    /** Files are named by their content, so that another content has another name. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final int OK = 200;

    private PageHeaders() {}

    static void putOn(RoutingContext context) {
        var page = context.normalizedPath().endsWith(".html");
        context.addHeadersEndHandler(nothing -> {
            var response = context.response();
            response.headers()
                    .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .set("X-Content-Type-Options", "nosniff")
                    .set("Referrer-Policy", "same-origin")
                    .set("Cross-Origin-Opener-Policy", "same-origin")
                    .set("Cross-Origin-Resource-Policy", "same-origin")
                    .set(HttpHeaders.CACHE_CONTROL, page || response.getStatusCode() != OK ? "no-cache" : FOR_EVER);
        });
    }
}
