package dev.stagedoor.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/**
 * Which part of a list is wanted. The contract knows no pages: who asks for none gets everything.
 *
 * @param limit entries on the page, up to 1,000
 * @param after the name of the last entry of the page before
 */
public record Page(@QueryParam("limit") @Min(1) @Max(1000) Integer limit, @QueryParam("after") String after) {
    public static final Page ALL = new Page(null, null);

    /** For a query: the most rows there can be where no limit is given. */
    public int rows() {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    /** For a query: before all names where the page is the first. */
    public String start() {
        return Optional.ofNullable(after).orElse("");
    }
}
