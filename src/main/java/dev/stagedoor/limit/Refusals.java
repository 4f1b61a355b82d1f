package dev.stagedoor.limit;

import dev.stagedoor.problem.LimitProblem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** What a call is told that a limit refuses; counted, since it leaves no other trace. */
@ApplicationScoped
class Refusals {
    private static final int NANOS_OF_A_DOLLAR = 9;

    private final MeterRegistry metrics;
    private final InstantSource clock;

    Refusals(MeterRegistry metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    LimitProblem of(Window window, long need) {
        var limit = window.limit();
        metrics.counter(
                        "stagedoor.limits.refused",
                        "on",
                        limit.on().type().name(),
                        "counts",
                        limit.counts().name(),
                        "period",
                        limit.period().name())
                .increment();
        var says = says(limit);
        var wait = Duration.ofMillis(Math.max(1, window.span().end() - clock.millis()));
        if (need > limit.amount()) {
            return LimitProblem.forGood(kind(limit), says + ", and this call alone may take more");
        }
        return limit.isRate()
                ? LimitProblem.rate(kind(limit), says + "; try again when it is over", wait)
                : LimitProblem.quota(says, wait);
    }

    private static String kind(UsageLimit limit) {
        return limit.counts() == Counts.REQUESTS ? "requests" : "tokens";
    }

    private static String says(UsageLimit limit) {
        return "The limit of " + noun(limit) + " '" + limit.on().id() + "' is reached: " + amount(limit) + " a "
                + limit.period().name().toLowerCase(Locale.ROOT);
    }

    private static String noun(UsageLimit limit) {
        return switch (limit.on().type()) {
            case INTEGRATION_PROVIDER -> "the integration";
            case INTEGRATION -> "the model";
            default -> "the " + limit.on().type().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String amount(UsageLimit limit) {
        return limit.counts() == Counts.MONEY
                ? BigDecimal.valueOf(limit.amount(), NANOS_OF_A_DOLLAR)
                                .stripTrailingZeros()
                                .toPlainString() + " US dollars"
                : limit.amount() + " " + limit.counts().name().toLowerCase(Locale.ROOT);
    }
}
