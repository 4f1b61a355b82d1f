package dev.stagedoor.limit;

import dev.stagedoor.problem.Problem;
import java.util.Arrays;

/** How long tokens are counted before the count begins again. The names are stored: never change them. */
public enum LimitPeriod {
    DAY("daily"),
    WEEK("weekly"),
    MONTH("monthly");

    private final String frequency;

    LimitPeriod(String frequency) {
        this.frequency = frequency;
    }

    /** The word for it where models are saved and shown. */
    public String frequency() {
        return frequency;
    }

    /** The period that a frequency means, in any case; 400 for what is none. */
    public static LimitPeriod ofFrequency(String text) {
        return Arrays.stream(values())
                .filter(period -> period.frequency.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () -> new Problem.Invalid("frequency", "'" + text + "' is not one of daily, weekly, monthly"));
    }
}
