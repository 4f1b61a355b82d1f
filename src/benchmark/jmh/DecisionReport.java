import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Locale;

/** What {@code src/benchmark/decision} measured, as Markdown. */
public final class DecisionReport {
    private DecisionReport() {}

    /** Argument: JMH's result as JSON. */
    public static void main(String... args) throws IOException {
        var results = new ObjectMapper().readTree(new File(args[0]));
        System.out.println("| benchmark | grants stored | callers asking | mean ns | ± | p50 ns | p99 ns | bytes allocated |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var average : results) {
            if (average.get("mode").asText().equals("avgt")) {
                print(average, sampled(results, average));
            }
        }
    }

    private static JsonNode sampled(JsonNode results, JsonNode average) {
        for (var result : results) {
            if (result.get("mode").asText().equals("sample")
                    && result.get("benchmark").equals(average.get("benchmark"))
                    && result.path("params").equals(average.path("params"))) {
                return result.get("primaryMetric").get("scorePercentiles");
            }
        }
        throw new IllegalStateException("No samples of " + average.get("benchmark"));
    }

    private static void print(JsonNode average, JsonNode percentiles) {
        var name = average.get("benchmark").asText();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %,.1f | %,.1f | %,.0f | %,.0f | %,.1f |%n",
                name.substring(name.lastIndexOf('.') + 1),
                average.path("params").path("grants").asInt(1_000),
                average.path("params").path("callersAsking").asInt(100),
                average.get("primaryMetric").get("score").asDouble(),
                average.get("primaryMetric").get("scoreError").asDouble(),
                percentiles.get("50.0").asDouble(),
                percentiles.get("99.0").asDouble(),
                average.get("secondaryMetrics").get("gc.alloc.rate.norm").get("score").asDouble());
    }
}
