package dev.stagedoor.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A failure that the caller is told about. Each kind has one HTTP status; the message is shown as it is, so it never
 * holds a secret or an internal name.
 */
public abstract sealed class Problem extends RuntimeException
        permits Problem.Invalid,
                Problem.Unauthenticated,
                Problem.Forbidden,
                Problem.NotFound,
                Problem.Conflict,
                Problem.TooLarge,
                LimitProblem,
                UpstreamProblem,
                Problem.Unavailable,
                BusyProblem {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Problem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status of the reply. */
    public int status() {
        return status;
    }

    /** A stable word for programs: {@code error.code} under {@code /v1}, {@code error} in authentication failures. */
    public String code() {
        return code;
    }

    /** The fields that are wrong; empty where the failure is not about a field. */
    public List<Violation> violations() {
        return List.of();
    }

    /** Whether somebody was turned away, rather than mistaken: the audit keeps these. */
    public boolean isRefusal() {
        return false;
    }

    /** Headers of the reply beside those of every reply: when to come again, if at all. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** One wrong field: where it is, what is wrong with it. */
    @RegisterForReflection
    public record Violation(String path, String message) {}

    /** 400: the request is wrong in the named field. */
    public static final class Invalid extends Problem {
        private static final long serialVersionUID = 1L;

        private final transient List<Violation> violations;

        public Invalid(String path, String message) {
            this(List.of(new Violation(path, message)));
        }

        public Invalid(List<Violation> violations) {
            super(400, "invalid_request", summary(violations));
            this.violations = List.copyOf(violations);
        }

        private static String summary(List<Violation> violations) {
            return String.join(
                    "; ",
                    violations.stream().map(v -> v.path() + ": " + v.message()).toList());
        }

        @Override
        public List<Violation> violations() {
            return violations;
        }
    }

    /** 401: nobody is known by this credential. Conductor clients renew their token when the code says so. */
    public static final class Unauthenticated extends Problem {
        private static final long serialVersionUID = 1L;

        private Unauthenticated(String code, String message) {
            super(401, code, message);
        }

        @Override
        public boolean isRefusal() {
            return true;
        }

        public static Unauthenticated missing() {
            return new Unauthenticated("INVALID_TOKEN", "Token cannot be null or empty");
        }

        public static Unauthenticated invalid() {
            return new Unauthenticated("INVALID_TOKEN", "Token is not valid");
        }

        public static Unauthenticated expired() {
            return new Unauthenticated("EXPIRED_TOKEN", "Token has expired");
        }

        /** The same for an unknown key, a wrong secret and an inactive key; a code that no SDK retries on. */
        public static Unauthenticated wrongCredentials() {
            return new Unauthenticated("INVALID_CREDENTIALS", "Access key or secret is not valid");
        }
    }

    /** 403: the caller may see the target, but not do this to it. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            this("access_denied", message);
        }

        public Forbidden(String code, String message) {
            super(403, code, message);
        }

        @Override
        public boolean isRefusal() {
            return true;
        }
    }

    /** 404: there is no such thing, as far as this caller may know. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1L;

        private final boolean isRefusal;

        public NotFound(String message) {
            this("not_found", message, false);
        }

        private NotFound(String code, String message, boolean isRefusal) {
            super(404, code, message);
            this.isRefusal = isRefusal;
        }

        /** The same to the caller, who may not know whether there is such a thing. */
        public static NotFound hidden(String message) {
            return new NotFound("not_found", message, true);
        }

        /** A model that is not there, or not for this caller. */
        public static NotFound model(String message) {
            return new NotFound("model_not_found", message, true);
        }

        @Override
        public boolean isRefusal() {
            return isRefusal;
        }
    }

    /** 409: somebody else changed the same thing first. */
    public static final class Conflict extends Problem {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(409, "conflict", message);
        }
    }

    /** 413: the body is larger than this server accepts. */
    public static final class TooLarge extends Problem {
        private static final long serialVersionUID = 1L;

        public TooLarge() {
            super(413, "request_too_large", "The body is larger than this server accepts");
        }
    }

    /** 503: a part that Stagedoor itself needs is away; trying again later may help. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;

        /** Classes of SQL states: connections, resources, and what an operator does. */
        private static final Set<String> STORE_IS_AWAY = Set.of("08", "53", "57");

        public Unavailable(String message) {
            super(503, "unavailable", message);
        }

        /** Whether a state of SQL says that the store is away, rather than that a statement is wrong. */
        public static boolean isMeantBy(String sqlState) {
            return STORE_IS_AWAY.contains(sqlState.substring(0, Math.min(2, sqlState.length())));
        }

        /** Whether a failure of a library means that the store cannot be reached. */
        public static boolean isMeantBy(Throwable failure) {
            return Failures.meaningOf(failure)
                    .filter(Unavailable.class::isInstance)
                    .isPresent();
        }

        /** The call was made, but cannot be written down. */
        public static Unavailable unwritten() {
            return new Unavailable("The usage of this call could not be written down; try again shortly");
        }

        public static Unavailable store() {
            return new Unavailable("Stagedoor cannot reach its store; try again shortly");
        }
    }
}
