package dev.stagedoor.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A method and an address such as {@code GET /api/users/{id}}, of a script or of a page of the documentation. */
record ApiCall(String method, String address) {
    private static final Pattern WRITTEN = Pattern.compile("`(GET|POST|PUT|DELETE) (/[^`?]+)(?:\\?[^`]*)?`");

    /** All that stand in rows of tables; what follows a question mark is left out. */
    static Stream<ApiCall> inTablesOf(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("|"))
                .flatMap(row -> WRITTEN.matcher(row).results())
                .map(found -> new ApiCall(found.group(1), found.group(2)));
    }

    /** The endpoint that answers this call: the one with the fewest parameters of those that it fits. */
    Optional<ApiCall> among(Collection<ApiCall> endpoints) {
        return endpoints.stream().filter(this::fits).min(Comparator.comparing(ApiCall::parameters));
    }

    private boolean fits(ApiCall endpoint) {
        var mine = segments();
        var others = endpoint.segments();
        return method.equals(endpoint.method)
                && mine.size() == others.size()
                && IntStream.range(0, mine.size())
                        .allMatch(i -> isParameter(others.get(i)) || mine.get(i).equals(others.get(i)));
    }

    private long parameters() {
        return segments().stream().filter(ApiCall::isParameter).count();
    }

    private List<String> segments() {
        return List.of(address.split("/", -1));
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    @Override
    public String toString() {
        return method + " " + address;
    }
}
