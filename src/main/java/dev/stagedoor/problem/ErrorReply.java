package dev.stagedoor.problem;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What a failure is answered with: the one place that decides it, whichever way the request came.
 *
 * @param isOfGateway whether it is in OpenAI's shape
 * @param code as {@link Problem#code()}
 * @param headers beside those of every reply
 * @param body to be written as JSON
 */
public record ErrorReply(boolean isOfGateway, int status, String code, Map<String, String> headers, Object body) {
    private static final Logger LOG = Logger.getLogger(ErrorReply.class);
    private static final String GATEWAY = "/v1/";
    private static final String INTERNAL = "internal_error";
    private static final String INSTANCE = System.getenv().getOrDefault("HOSTNAME", "stagedoor");

    /** In OpenAI's shape under {@code /v1}, in the contract's elsewhere. What means nothing to the caller is logged. */
    public static ErrorReply to(Throwable failure, String path) {
        return Failures.meaningOf(failure).map(problem -> of(problem, path)).orElseGet(() -> opaque(failure, path));
    }

    static ErrorReply of(Problem problem, String path) {
        var isOfGateway = path.startsWith(GATEWAY);
        var body = isOfGateway ? OpenAiError.of(problem) : ManagementError.of(problem, INSTANCE);
        return new ErrorReply(isOfGateway, problem.status(), problem.code(), problem.headers(), body);
    }

    private static ErrorReply opaque(Throwable failure, String path) {
        var trace = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure, trace %s, at %s", trace, path);
        var message = "Something went wrong on our side; mention trace " + trace;
        var isOfGateway = path.startsWith(GATEWAY);
        Object body = isOfGateway
                ? new OpenAiError(new OpenAiError.Detail(message, "server_error", null, INTERNAL))
                : new ManagementError(500, INTERNAL, message, null, null, null, false, List.of());
        return new ErrorReply(isOfGateway, 500, INTERNAL, Map.of(), body);
    }
}
