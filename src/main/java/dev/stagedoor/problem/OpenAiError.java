package dev.stagedoor.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The error body under {@code /v1}: what every OpenAI SDK reads. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
public record OpenAiError(Detail error) {

    /** {@code param} names the wrong field and {@code code} is the word to switch on; both may be null. */
    @RegisterForReflection
    public record Detail(String message, String type, String param, String code) {}

    static OpenAiError of(Problem problem) {
        var param = problem.violations().isEmpty()
                ? null
                : problem.violations().getFirst().path();
        return new OpenAiError(new Detail(problem.getMessage(), type(problem), param, code(problem)));
    }

    private static String code(Problem problem) {
        return problem instanceof Problem.Unauthenticated ? "invalid_api_key" : problem.code();
    }

    private static String type(Problem problem) {
        return switch (problem) {
            case Problem.Unauthenticated u -> "authentication_error";
            case Problem.Forbidden f -> "permission_error";
            case LimitProblem l -> l.type();
            case UpstreamProblem u -> "upstream_error";
            case Problem.Unavailable u -> "server_error";
            default -> problem.status() >= 500 ? "server_error" : "invalid_request_error";
        };
    }
}
