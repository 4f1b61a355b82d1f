package dev.stagedoor.problem;

/** 502 or 504: the provider could not be reached, refused, or did not answer in time. */
public final class UpstreamProblem extends Problem {
    public static final String TIMED_OUT = "upstream_timeout";
    public static final String NOT_ALLOWED = "upstream_not_allowed";

    private static final long serialVersionUID = 1L;

    private UpstreamProblem(int status, String code, String message) {
        super(status, code, message);
    }

    public static UpstreamProblem unreachable(String integration) {
        return new UpstreamProblem(
                502, "upstream_unreachable", "The provider of '" + integration + "' could not be reached");
    }

    public static UpstreamProblem timedOut(String integration) {
        return new UpstreamProblem(504, TIMED_OUT, "The provider of '" + integration + "' did not answer in time");
    }

    /** It is at an address that is not called from here; which one is not the caller's to know. */
    public static UpstreamProblem notAllowed(String integration) {
        return new UpstreamProblem(
                502,
                NOT_ALLOWED,
                "The provider of '" + integration + "' is at an address that this server does not call");
    }

    /** The provider said no; {@code message} is its own, empty when it gave none. */
    public static UpstreamProblem refused(String integration, int status, String message) {
        return new UpstreamProblem(
                502,
                "upstream_refused",
                "The provider of '" + integration + "' answered " + status + (message.isEmpty() ? "" : ": " + message));
    }

    /** No token is given out for the account that calls are made with; {@code why} is what became of asking. */
    public static UpstreamProblem noToken(String integration, String why) {
        return new UpstreamProblem(
                502,
                "upstream_credential",
                "There is no access token for the provider of '" + integration + "': where they are given out " + why);
    }

    /** The provider answered, but {@code how} makes the answer no good here. */
    public static UpstreamProblem unusable(String integration, String how) {
        return new UpstreamProblem(502, "upstream_unusable", "The provider of '" + integration + "' answered " + how);
    }
}
