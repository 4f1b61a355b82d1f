package dev.stagedoor.console;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@link ConsoleSpeed} measured, by what was measured, in the order of measuring. */
final class Figures {
    private final Map<String, double[]> measured = new LinkedHashMap<>();

    void add(String what, double figure) {
        measured.merge(what, new double[] {figure}, Figures::joined);
    }

    private static double[] joined(double[] before, double[] more) {
        var all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    /** As a table of Markdown. */
    String table() {
        var rows = measured.entrySet().stream().map(Figures::row).collect(Collectors.joining("\n"));
        return "| what | times | median | worst |\n| --- | --- | --- | --- |\n" + rows;
    }

    private static String row(Map.Entry<String, double[]> measurement) {
        var sorted = measurement.getValue().clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %,.0f |",
                measurement.getKey(),
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }
}
