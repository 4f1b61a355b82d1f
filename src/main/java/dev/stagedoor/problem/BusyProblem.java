package dev.stagedoor.problem;

import java.util.Map;

/** 503: refused at once, before it could wait in vain; the reply says when to come again. */
public final class BusyProblem extends Problem {
    private static final long serialVersionUID = 1L;
    private static final long A_MOMENT = 1_000;

    private final long retryAfterMillis;

    private BusyProblem(String code, String message, long retryAfterMillis) {
        super(503, code, message);
        this.retryAfterMillis = Math.max(1, retryAfterMillis);
    }

    /** As many calls as the integration may have are under way. */
    public static BusyProblem full(String integration) {
        return new BusyProblem(
                "upstream_busy",
                "As many calls to '" + integration + "' are under way as it may have; try again shortly",
                A_MOMENT);
    }

    /** The provider failed too often lately and is left alone for a while. */
    public static BusyProblem open(String integration, long retryAfterMillis) {
        return new BusyProblem(
                "upstream_open",
                "The provider of '" + integration + "' failed too often lately and is left alone for a while",
                retryAfterMillis);
    }

    /** None of the models that a virtual model stands for can be called. */
    public static BusyProblem noTarget(String model) {
        return new BusyProblem(
                "no_target", "None of the models that '" + model + "' stands for can be called now", A_MOMENT);
    }

    /** As many calls as this node forwards at once are under way. */
    public static BusyProblem node() {
        return new BusyProblem("gateway_busy", "Too many calls are under way here; try again shortly", A_MOMENT);
    }

    @Override
    public Map<String, String> headers() {
        return RetryAfter.headers(retryAfterMillis);
    }
}
