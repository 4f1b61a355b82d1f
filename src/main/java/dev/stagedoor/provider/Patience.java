package dev.stagedoor.provider;

import dev.stagedoor.provider.Definition.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What every type's form asks for besides its own fields, all of it optional: how patient Stagedoor is with the provider.
 * Each has an option under {@code stagedoor.resilience} for integrations that do not fill it in.
 */
public enum Patience {
    RETRIES("retries", "Retries", "How often a call is sent again that failed before its answer began", false, 0, 5),
    RETRY_TIME(
            "retryTime",
            "Retry time",
            "No retry begins later than this after the call, such as 10s",
            true,
            1,
            Duration.ofMinutes(10).toMillis()),
    RESPONSE_TIMEOUT(
            "responseTimeout",
            "Response timeout",
            "How long the provider may send nothing, such as 60s",
            true,
            100,
            Duration.ofHours(1).toMillis()),
    BREAKER_FAILURE_RATE(
            "breakerFailureRate",
            "Breaker failure rate",
            "Calls stop for a while when this percentage of them fails; 0 for never",
            false,
            0,
            100),
    BREAKER_MINIMUM_CALLS(
            "breakerMinimumCalls",
            "Breaker minimum calls",
            "Fewer calls than this say nothing about the failure rate",
            false,
            1,
            10_000),
    BREAKER_OPEN_TIME(
            "breakerOpenTime",
            "Breaker open time",
            "How long calls stop before one is let through to see, such as 10s",
            true,
            100,
            Duration.ofHours(1).toMillis()),
    MAX_CONCURRENT_CALLS(
            "maxConcurrentCalls",
            "Calls at once",
            "More calls than this at once, on each node, are refused with 503",
            false,
            1,
            100_000);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final String key;
    private final String label;
    private final String description;
    private final boolean isDuration;
    private final long least;
    private final long most;

    Patience(String key, String label, String description, boolean isDuration, long least, long most) {
        this.key = key;
        this.label = label;
        this.description = description;
        this.isDuration = isDuration;
        this.least = least;
        this.most = most;
    }

    /** The key in an integration's configuration. */
    public String key() {
        return key;
    }

    static List<Field> fields() {
        return Arrays.stream(values()).map(Patience::field).toList();
    }

    private Field field() {
        return Field.text(key, label, description, null).orEmpty().amongAdvanced();
    }

    static Optional<Patience> ofKey(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    /** What is configured, in milliseconds for durations; empty where it is not, or makes no sense. */
    public OptionalLong in(Map<String, ?> configured) {
        return inRange(configured.get(key));
    }

    Optional<String> fault(Object value) {
        return inRange(value).isPresent() ? Optional.empty() : Optional.of("must be " + expected());
    }

    private OptionalLong inRange(Object value) {
        var number = isDuration ? duration(value) : number(value);
        return number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most
                ? number
                : OptionalLong.empty();
    }

    private String expected() {
        return isDuration
                ? "a duration from " + text(least) + " to " + text(most) + ", such as 500ms, 10s or 5m"
                : "a whole number from " + least + " to " + most;
    }

    private static String text(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static OptionalLong number(Object value) {
        return switch (value) {
            case Integer number -> OptionalLong.of(number);
            case Long number -> OptionalLong.of(number);
            case String text when WHOLE_NUMBER.matcher(text).matches() -> OptionalLong.of(Long.parseLong(text));
            case null, default -> OptionalLong.empty();
        };
    }

    private static OptionalLong duration(Object value) {
        if (!(value instanceof String text)) {
            return OptionalLong.empty();
        }
        var parts = DURATION.matcher(text);
        return parts.matches()
                ? OptionalLong.of(Long.parseLong(parts.group(1)) * millisOf(parts.group(2)))
                : OptionalLong.empty();
    }

    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }
}
