package dev.stagedoor.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The error body under {@code /api} (contract, section 0.2).
 *
 * @param error only on 401: the Conductor SDKs take {@code EXPIRED_TOKEN} and {@code INVALID_TOKEN} as "log in again",
 *     so no other failure may carry it
 * @param timestamp only on 401, in epoch milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record ManagementError(
        int status,
        String code,
        String message,
        String error,
        Long timestamp,
        String instance,
        Boolean retryable,
        List<Problem.Violation> validationErrors) {

    static ManagementError of(Problem problem, String instance) {
        return switch (problem) {
            case Problem.Unauthenticated u ->
                new ManagementError(
                        401, null, u.getMessage(), u.code(), System.currentTimeMillis(), null, null, List.of());
            default ->
                new ManagementError(
                        problem.status(),
                        problem.code(),
                        problem.getMessage(),
                        null,
                        null,
                        instance,
                        problem.status() == 409 || problem.status() == 503,
                        problem.violations());
        };
    }
}
