import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** What {@code src/benchmark/data-plane} measured, as Markdown: first beside the bars, then in absolute figures. */
public final class Report {
    private static final List<String> GOVERNED = List.of("governed", "strict");

    /** What does no more than pass calls on, and shows what of a bar is this machine. */
    private static final String YARDSTICK = "nginx";

    private final JsonNode machine;
    private final List<JsonNode> turns;

    private Report(JsonNode raw) {
        this.machine = raw.get("machine");
        this.turns = StreamSupport.stream(raw.get("turns").spliterator(), false).toList();
    }

    /** Argument: the file with the raw figures. */
    public static void main(String... args) throws IOException {
        var report = new Report(new ObjectMapper().readTree(new File(args[0])));
        report.describe();
        report.bars();
        report.figures();
        report.streams();
        report.soak();
        report.ledgers();
    }

    private void describe() {
        System.out.printf(
                "%s, commit %s, %s cores of %s, %s, %s%s, %s, %s, Portkey %s on Node.js %s; load average before: %s.%n%n",
                text("date"), text("commit"), text("cores"), text("cpu"), text("kernel"), text("java"),
                text("jvm_options").isEmpty() ? "" : " with " + text("jvm_options"),
                text("wrk"), text("nginx"), text("portkey"), text("node"), text("load_average_at_start"));
        System.out.printf(
                "%s rounds, %s s each; medians of the rounds, in brackets the lowest and the highest.%n%n", text("rounds"), text("seconds_each"));
        for (var stalls : machine.path("stalls")) {
            System.out.printf(
                    "- Core %s, busy with nothing but a loop, %s all this: stood still for %s %% of the time, %s ms at the longest.%n",
                    stalls.get("core"), stalls.get("when").asText(), stalls.get("stalled_percent"), stalls.get("longest_stall_ms"));
        }
        System.out.println();
    }

    private String text(String field) {
        return machine.path(field).asText();
    }

    /** One bar: how it is measured, what it must be and what we would like. */
    private record Bar(String what, Measure measure, boolean atLeast, double bar, double aim, String unit) {
        String row(List<String> gateways) {
            var row = new StringBuilder("| %s | %s | %s |".formatted(what, number(bar) + unit, number(aim) + unit));
            for (var gateway : gateways) {
                row.append(measure.of(gateway).map(spread -> " " + spread.text() + unit + " | " + verdict(spread.median()) + " |").orElse(" | |"));
            }
            return row.append(measure.of(YARDSTICK).map(spread -> " " + spread.text() + unit + " |").orElse(" |")).toString();
        }

        private String verdict(double median) {
            var sign = atLeast ? 1 : -1;
            if (sign * median >= sign * aim) {
                return "met, and the aim";
            }
            return sign * median >= sign * bar ? "met" : "not met";
        }
    }

    private interface Measure {
        Optional<Spread> of(String gateway);
    }

    private record Spread(double median, double lowest, double highest) {
        static Optional<Spread> of(double... values) {
            if (values.length == 0) {
                return Optional.empty();
            }
            var sorted = Arrays.stream(values).sorted().toArray();
            var middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            return Optional.of(new Spread(middle, sorted[0], sorted[sorted.length - 1]));
        }

        String text() {
            return number(median) + (lowest == highest ? "" : " (" + number(lowest) + " to " + number(highest) + ")");
        }
    }

    private void bars() {
        var present = GOVERNED.stream().filter(gateways()::contains).toList();
        System.out.println("| what | bar | aim | " + String.join(" | ", present.stream().map(name -> name + " | ").toList()) + " | " + YARDSTICK + " |");
        System.out.println("| --- | --- | --- |" + " --- | --- |".repeat(present.size()) + " --- |");
        for (var bar : List.of(
                new Bar("calls/s at 32 connections against nginx", against("nginx", "calls", "calls_per_second", Report::ratio), true, 0.25, 0.4, " x"),
                new Bar("calls/s at 32 connections against Portkey", against("portkey", "calls", "calls_per_second", Report::ratio), true, 20, 30, " x"),
                new Bar("p50 at 1 connection against nginx", against("nginx", "one_connection", "p50_us", Report::ratio), false, 1.5, 1.2, " x"),
                new Bar("p99 at 1 connection, added over direct", against("direct", "one_connection", "p99_us", Report::addedMillis), false, 1, 0.3, " ms"),
                new Bar("time to first token, p99, added over direct", against("direct", "first_token", "first_p99_us", Report::addedMillis), false, 1, 0.3, " ms"),
                new Bar("streams held at once, none with a frame lost or stalled", this::held, true, 512, 5_000, ""),
                new Bar("resident memory under all this, at most", this::resident, false, 350, 200, " MB"))) {
            System.out.println(bar.row(present));
        }
    }

    private static double ratio(double ours, double theirs) {
        return ours / theirs;
    }

    private static double addedMillis(double ours, double direct) {
        return (ours - direct) / 1_000;
    }

    /** Compared round by round, as what else the machine does changes from round to round. */
    private Measure against(String other, String what, String field, DoubleBinaryOperator compare) {
        return gateway -> {
            var compared = DoubleStream.builder();
            for (var turn : turns(what, gateway)) {
                turns(what, other).stream()
                        .filter(theirs -> theirs.get("round").equals(turn.get("round")))
                        .forEach(theirs -> compared.add(compare.applyAsDouble(turn.get(field).asDouble(), theirs.get(field).asDouble())));
            }
            return Spread.of(compared.build().toArray());
        };
    }

    private Optional<Spread> held(String gateway) {
        return Spread.of(turns("hold", gateway).stream().mapToDouble(turn -> isWhole(turn) ? turn.get("held").asDouble() : 0).toArray());
    }

    private static boolean isWhole(JsonNode hold) {
        return hold.get("lost").asInt() == 0 && hold.get("stalled").asInt() == 0 && hold.get("errors").asInt() == 0;
    }

    private Optional<Spread> resident(String gateway) {
        return all(gateway).stream()
                .mapToDouble(turn -> Math.max(turn.path("resident_kb").asDouble(), turn.path("most_resident_kb").asDouble()) / 1_024)
                .max()
                .stream()
                .boxed()
                .findFirst()
                .flatMap(Spread::of);
    }

    private void figures() {
        System.out.println("\n| gateway | calls/s, 32 connections | p50 µs, 1 connection | p99 µs, 1 connection | p50 ms, 20 ms provider, 32 connections | p99 ms | "
                + "p50 ms to first token | p99 ms | resident MB after 32 connections | CPU µs a call | errors |");
        System.out.println("|" + " --- |".repeat(11));
        for (var gateway : gateways()) {
            System.out.println("| " + String.join(" | ",
                    gateway,
                    median("calls", gateway, "calls_per_second", 1),
                    median("one_connection", gateway, "p50_us", 1),
                    median("one_connection", gateway, "p99_us", 1),
                    median("slow_provider", gateway, "p50_us", 1_000),
                    median("slow_provider", gateway, "p99_us", 1_000),
                    median("first_token", gateway, "first_p50_us", 1_000),
                    median("first_token", gateway, "first_p99_us", 1_000),
                    median("calls", gateway, "resident_kb", 1_024),
                    cpuMicros(gateway),
                    Integer.toString(all(gateway).stream().mapToInt(turn -> turn.path("errors").asInt()).sum())) + " |");
        }
    }

    /** Of the gateway's own processes, so that what else the core does is not in it. */
    private String cpuMicros(String gateway) {
        return Spread.of(turns("calls", gateway).stream()
                        .filter(turn -> turn.get("cpu_ms").asInt() > 0)
                        .mapToDouble(turn -> 1_000 * turn.get("cpu_ms").asDouble() / turn.get("answered").asDouble())
                        .toArray())
                .map(spread -> number(spread.median()))
                .orElse("");
    }

    private void streams() {
        if (text("streams").equals("0")) {
            return;
        }
        System.out.printf("%n%s streams at once, a frame every %s ms:%n%n", text("streams"), text("frame_gap_ms"));
        System.out.println("| gateway | held | frames read | lost | stalled | largest gap ms | p50 ms from sent to read | p99 ms | resident MB, at most |");
        System.out.println("|" + " --- |".repeat(9));
        for (var gateway : gateways()) {
            System.out.println("| " + String.join(" | ",
                    gateway,
                    median("hold", gateway, "held", 1),
                    median("hold", gateway, "frames", 1),
                    median("hold", gateway, "lost", 1),
                    median("hold", gateway, "stalled", 1),
                    median("hold", gateway, "largest_gap_ms", 1),
                    median("hold", gateway, "frame_p50_us", 1_000),
                    median("hold", gateway, "frame_p99_us", 1_000),
                    median("hold", gateway, "most_resident_kb", 1_024)) + " |");
        }
    }

    private void soak() {
        var minutes = turns("soak", "governed");
        if (minutes.size() < 3) {
            return;
        }
        var second = minutes.get(1);
        var last = minutes.getLast();
        System.out.printf("%n%d minutes of load at 32 connections; the bar is at most 5 %% more:%n%n", minutes.size());
        System.out.println("| what | second minute | last minute | more | |\n| --- | --- | --- | --- | --- |");
        grown("resident MB", second.get("resident_kb").asDouble() / 1_024, last.get("resident_kb").asDouble() / 1_024);
        grown("p99 ms", second.get("p99_us").asDouble() / 1_000, last.get("p99_us").asDouble() / 1_000);
    }

    private static void grown(String what, double from, double to) {
        var more = 100 * (to / from - 1);
        System.out.printf("| %s | %s | %s | %s %% | %s |%n", what, number(from), number(to), number(more), more <= 5 ? "met" : "not met");
    }

    /** A call that wrk no longer waited for at the end of a turn has a row too. */
    private void ledgers() {
        System.out.println("\n| gateway | answers read | usage rows | every answer has its row |\n| --- | --- | --- | --- |");
        for (var ledger : turns.stream().filter(turn -> turn.get("what").asText().equals("ledger")).toList()) {
            var answers = ledger.get("answers").asLong();
            var rows = ledger.get("rows").asLong();
            System.out.printf(Locale.ROOT, "| %s | %,d | %,d | %s |%n", ledger.get("gateway").asText(), answers, rows, rows >= answers ? "yes" : "NO");
        }
    }

    private Set<String> gateways() {
        var names = new LinkedHashSet<String>();
        turns.forEach(turn -> names.add(turn.get("gateway").asText()));
        return names;
    }

    private List<JsonNode> all(String gateway) {
        return turns.stream().filter(turn -> turn.get("gateway").asText().equals(gateway)).toList();
    }

    private List<JsonNode> turns(String what, String gateway) {
        return all(gateway).stream().filter(turn -> turn.get("what").asText().equals(what)).toList();
    }

    private String median(String what, String gateway, String field, double unit) {
        return Spread.of(turns(what, gateway).stream().filter(turn -> turn.has(field)).mapToDouble(turn -> turn.get(field).asDouble() / unit).toArray())
                .map(spread -> number(spread.median()))
                .orElse("");
    }

    /** Three digits, more only where they are before the point. */
    private static String number(double value) {
        var size = Math.abs(value);
        var pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, pattern, value).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
