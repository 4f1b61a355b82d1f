package dev.stagedoor.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A failure that the caller is told about. Each kind has one HTTP status; the message is shown as it is, so it never
 * holds a secret or an internal name.
 */
public abstract sealed class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Problem(int status, String code, String message) {
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

    /** 429: a limit has not enough left for this call. Which words and headers make OpenAI's SDKs try again, or not. */
    public static final class Limited extends Problem {
        private static final long serialVersionUID = 1L;

        /** The longest that an SDK waits before it tries again. */
        private static final Duration REACH_OF_SDKS = Duration.ofMinutes(1);

        private static final long SECOND = 1_000;

        private final String type;
        private final transient Map<String, String> headers;

        private Limited(String code, String type, String message, Map<String, String> headers) {
            super(429, code, message);
            this.type = type;
            this.headers = headers;
        }

        /**
         * A rate, which heals soon.
         *
         * @param type {@code requests} or {@code tokens}
         */
        public static Limited rate(String type, String message, Duration wait) {
            return new Limited("rate_limit_exceeded", type, message, after(wait));
        }

        /** A rate that this call alone exceeds: no waiting helps. */
        public static Limited forGood(String type, String message) {
            return new Limited("rate_limit_exceeded", type, message, Map.of("x-should-retry", "false"));
        }

        /** A budget that is used up; worth another try only when its next period is near. */
        public static Limited quota(String message, Duration wait) {
            return new Limited(
                    "insufficient_quota",
                    "insufficient_quota",
                    message,
                    wait.compareTo(REACH_OF_SDKS) <= 0 ? after(wait) : Map.of("x-should-retry", "false"));
        }

        private static Map<String, String> after(Duration wait) {
            var millis = wait.toMillis();
            return Map.of(
                    "Retry-After",
                    Long.toString(Math.ceilDiv(millis, SECOND)),
                    "retry-after-ms",
                    Long.toString(millis));
        }

        /** What OpenAI calls {@code error.type}. */
        public String type() {
            return type;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }
    }

    /** 502 or 504: the provider could not be reached, refused, or did not answer in time. */
    public static final class Upstream extends Problem {
        public static final String TIMED_OUT = "upstream_timeout";
        public static final String NOT_ALLOWED = "upstream_not_allowed";

        private static final long serialVersionUID = 1L;

        private Upstream(int status, String code, String message) {
            super(status, code, message);
        }

        public static Upstream unreachable(String integration) {
            return new Upstream(
                    502, "upstream_unreachable", "The provider of '" + integration + "' could not be reached");
        }

        public static Upstream timedOut(String integration) {
            return new Upstream(504, TIMED_OUT, "The provider of '" + integration + "' did not answer in time");
        }

        /** It is at an address that is not called from here; which one is not the caller's to know. */
        public static Upstream notAllowed(String integration) {
            return new Upstream(
                    502,
                    NOT_ALLOWED,
                    "The provider of '" + integration + "' is at an address that this server does not call");
        }

        /** The provider said no; {@code message} is its own, empty when it gave none. */
        public static Upstream refused(String integration, int status, String message) {
            return new Upstream(
                    502,
                    "upstream_refused",
                    "The provider of '" + integration + "' answered " + status
                            + (message.isEmpty() ? "" : ": " + message));
        }

        /** No token is given out for the account that calls are made with; {@code why} is what became of asking. */
        public static Upstream noToken(String integration, String why) {
            return new Upstream(
                    502,
                    "upstream_credential",
                    "There is no access token for the provider of '" + integration + "': where they are given out "
                            + why);
        }

        /** The provider answered, but {@code how} makes the answer no good here. */
        public static Upstream unusable(String integration, String how) {
            return new Upstream(502, "upstream_unusable", "The provider of '" + integration + "' answered " + how);
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

    /** 503: refused at once, before it could wait in vain; the reply says when to come again. */
    public static final class Busy extends Problem {
        private static final long serialVersionUID = 1L;
        private static final long A_MOMENT = 1_000;
        private static final long MILLIS_PER_SECOND = 1_000;

        private final long retryAfterMillis;

        private Busy(String code, String message, long retryAfterMillis) {
            super(503, code, message);
            this.retryAfterMillis = Math.max(1, retryAfterMillis);
        }

        /** As many calls as the integration may have are under way. */
        public static Busy full(String integration) {
            return new Busy(
                    "upstream_busy",
                    "As many calls to '" + integration + "' are under way as it may have; try again shortly",
                    A_MOMENT);
        }

        /** The provider failed too often lately and is left alone for a while. */
        public static Busy open(String integration, long retryAfterMillis) {
            return new Busy(
                    "upstream_open",
                    "The provider of '" + integration + "' failed too often lately and is left alone for a while",
                    retryAfterMillis);
        }

        /** None of the models that a virtual model stands for can be called. */
        public static Busy noTarget(String model) {
            return new Busy(
                    "no_target", "None of the models that '" + model + "' stands for can be called now", A_MOMENT);
        }

        /** As many calls as this node forwards at once are under way. */
        public static Busy node() {
            return new Busy("gateway_busy", "Too many calls are under way here; try again shortly", A_MOMENT);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of(
                    "Retry-After",
                    Long.toString(Math.ceilDiv(retryAfterMillis, MILLIS_PER_SECOND)),
                    "retry-after-ms",
                    Long.toString(retryAfterMillis));
        }
    }
}
