package dev.stagedoor.identity.login;

import dev.stagedoor.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Browsers add cookies to a request whoever made the page that asks for it. What only our own console can ask for carries a
 * header that no other site can send, since that takes a permission (CORS) that is never given.
 */
final class OwnSite {
    static final String HEADER = "X-Stagedoor-Console";

    private static final String PRESENT = "1";
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<HttpMethod> CHANGE_NOTHING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private OwnSite() {}

    /** Fails with 403 unless our own pages ask for this, or it changes nothing and no other site is known to ask. */
    static void require(HttpServerRequest request) {
        refuseOthers(request);
        if (!CHANGE_NOTHING.contains(request.method()) && !PRESENT.equals(request.getHeader(HEADER))) {
            throw new Problem.Forbidden("A session cookie changes something only in a request with the header " + HEADER
                    + ": " + PRESENT + ", which other sites cannot send");
        }
    }

    /** Fails with 403 where the browser says that another site asks. */
    static void refuseOthers(HttpServerRequest request) {
        if ("cross-site".equals(request.getHeader(FETCH_SITE))) {
            throw new Problem.Forbidden("Another site asks for this (" + FETCH_SITE + ": cross-site)");
        }
    }
}
