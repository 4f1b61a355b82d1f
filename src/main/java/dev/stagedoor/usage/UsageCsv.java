package dev.stagedoor.usage;

import dev.stagedoor.price.Dollars;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Usage rows as lines of a table (RFC 4180), safe to open in a spreadsheet. */
final class UsageCsv {
    private static final String END_OF_LINE = "\r\n";

    /** A spreadsheet would take what begins like this for a formula, and run it. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    static final String HEADER = line(Stream.of(
            "time",
            "principal",
            "accessKeyId",
            "integration",
            "model",
            "endpoint",
            "streamed",
            "outcome",
            "status",
            "promptTokens",
            "completionTokens",
            "totalTokens",
            "firstByteMillis",
            "durationMillis",
            "cachedTokens",
            "reasoningTokens",
            "estimated",
            "costUsd"));

    private UsageCsv() {}

    /** One line for each entry; who called is left empty where the reader may not know. */
    static String lines(List<UsageEntry> entries, UsageScope scope) {
        return entries.stream().map(entry -> line(entry, scope)).collect(Collectors.joining());
    }

    private static String line(UsageEntry entry, UsageScope scope) {
        var isShown = scope.shows(entry.principalId());
        return line(Stream.of(
                entry.startedAt(),
                isShown ? entry.principalId() : "",
                isShown ? entry.accessKeyId().orElse("") : "",
                entry.integration(),
                entry.model(),
                entry.endpoint(),
                entry.streamed(),
                entry.outcome(),
                entry.status(),
                number(entry.tokens().prompt()),
                number(entry.tokens().completion()),
                entry.tokens().total(),
                number(entry.firstByteMillis()),
                entry.durationMillis(),
                entry.tokens().cached(),
                entry.tokens().reasoning(),
                entry.tokens().isEstimated(),
                Dollars.text(BigDecimal.valueOf(entry.costNanos()))));
    }

    private static String number(Long number) {
        return Objects.toString(number, "");
    }

    private static String line(Stream<?> cells) {
        return cells.map(cell -> quoted(harmless(cell.toString()))).collect(Collectors.joining(",", "", END_OF_LINE));
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String quoted(String text) {
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
