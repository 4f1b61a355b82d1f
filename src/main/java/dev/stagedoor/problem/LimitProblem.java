package dev.stagedoor.problem;

import java.time.Duration;
import java.util.Map;

/** 429: a limit has not enough left for this call. Which words and headers make OpenAI's SDKs try again, or not. */
public final class LimitProblem extends Problem {
    private static final long serialVersionUID = 1L;

    /** The longest that an SDK waits before it tries again. */
    private static final Duration REACH_OF_SDKS = Duration.ofMinutes(1);

    private final String type;
    private final transient Map<String, String> headers;

    private LimitProblem(String code, String type, String message, Map<String, String> headers) {
        super(429, code, message);
        this.type = type;
        this.headers = headers;
    }

    /**
     * A rate, which heals soon.
     *
     * @param type {@code requests} or {@code tokens}
     */
    public static LimitProblem rate(String type, String message, Duration wait) {
        return new LimitProblem("rate_limit_exceeded", type, message, RetryAfter.headers(wait.toMillis()));
    }

    /** A rate that this call alone exceeds: no waiting helps. */
    public static LimitProblem forGood(String type, String message) {
        return new LimitProblem("rate_limit_exceeded", type, message, Map.of("x-should-retry", "false"));
    }

    /** A budget that is used up; worth another try only when its next period is near. */
    public static LimitProblem quota(String message, Duration wait) {
        return new LimitProblem(
                "insufficient_quota",
                "insufficient_quota",
                message,
                wait.compareTo(REACH_OF_SDKS) <= 0
                        ? RetryAfter.headers(wait.toMillis())
                        : Map.of("x-should-retry", "false"));
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
