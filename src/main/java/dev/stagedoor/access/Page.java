package dev.stagedoor.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which part of a list is wanted. The contract knows no pages: who asks for none gets everything.
 *
 * @param limit entries on the page, up to 1,000
 * @param after the name, or id where entries have one, of the last entry of the page before
 * @param search only entries with this text somewhere in name, id or description, in any letter case
 */
public record Page(
        @QueryParam("limit") @Min(1) @Max(1000) Integer limit,
        @QueryParam("after") String after,
        @QueryParam("search") @Size(max = 255) String search) {
    public static final Page ALL = new Page(null, null, null);

    /** Enough to know whether there is anything in a list. */
    public static final Page ONE = new Page(1, null, null);

    /** For a query: the most rows there can be where no limit is given. */
    public int rows() {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    /** For a query: before all names where the page is the first. */
    public String start() {
        return Optional.ofNullable(after).orElse("");
    }

    /** For a query with {@link #searching}: what to look for, with every character standing for itself; empty for all. */
    public String pattern() {
        return search == null || search.isEmpty() ? "" : "%" + search.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** Whether nothing on the page says that there is nothing in the list. */
    public boolean isPart() {
        return !start().isEmpty() || !pattern().isEmpty();
    }

    /** The same page, which begins after another entry. */
    public Page startingAfter(String other) {
        return new Page(limit, other, search);
    }

    /** What is left of this page for a second list, once the first has filled so much of it. */
    public Page rest(int filled) {
        return new Page(limit == null ? null : limit - filled, null, search);
    }

    /**
     * For a query: the condition that one of these columns holds the {@link #pattern}, which is its parameter {@code :search}.
     * Names are compared by the letters of the database's language, not byte by byte as when they are looked up.
     */
    public static String searching(String... columns) {
        return Arrays.stream(columns)
                .map(column -> column + " collate \"default\" ilike :search")
                .collect(Collectors.joining(" or ", "(:search = '' or ", ")"));
    }
}
