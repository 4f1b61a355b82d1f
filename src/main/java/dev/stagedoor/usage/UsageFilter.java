package dev.stagedoor.usage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;

/**
 * Which rows are asked for; what is left out matches everything that the caller may see.
 *
 * @param from epoch milliseconds, inclusive; six days before the UTC day of {@code to} when left out
 * @param to epoch milliseconds, exclusive; the end of the running hour when left out
 * @param model a model's name, of whichever integration
 * @param principal who called: a user's id, or {@code app:<id>}
 */
record UsageFilter(
        @QueryParam("from") @Min(0) @Max(LATEST) Long from,
        @QueryParam("to") @Min(0) @Max(LATEST) Long to,
        @QueryParam("integration") String integration,
        @QueryParam("model") String model,
        @QueryParam("principal") String principal) {
    /** The end of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;
}
