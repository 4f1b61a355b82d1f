package dev.stagedoor.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The dashboard asks for what there is: every metric, and every label of it, is there after one call. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DashboardTest {
    private static final Path DASHBOARD = Path.of("docker", "grafana", "dashboards", "stagedoor.json");

    /** A metric, and the labels that it is chosen by. */
    private static final Pattern SELECTED = Pattern.compile("([a-z][a-z_]*)(?:\\{([^}]*)})?(?=[\\[)\\s,]|$)");

    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z_]*");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-zA-Z0-9_]*)(?:\\{([^}]*)})? ");
    private static final Pattern SET_LABEL = Pattern.compile("([a-zA-Z_]+)=\"");

    /** What Prometheus adds when it scrapes. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("instance", "job");

    @Test
    void shouldAskForNothingThatIsNotThere() throws IOException {
        var asked = asked();
        call();

        assertThat(asked).as("metrics of the dashboard").hasSizeGreaterThan(10);
        Awaitility.await().untilAsserted(() -> assertThat(offered())
                .containsKeys(asked.keySet().toArray(String[]::new)));
        var offered = offered();
        asked.forEach((metric, labels) ->
                assertThat(offered.get(metric)).as("labels of %s", metric).containsAll(labels));
    }

    private static void call() {
        var admin = Api.admin();
        admin.loopback("dashboard");
        admin.model("dashboard", "echo");
        admin.chat("dashboard:echo").then().statusCode(200);
        admin.chat("dashboard:none").then().statusCode(404);
    }

    /** The names of the metrics that are asked for, with all labels that are asked for with them. */
    private static Map<String, Set<String>> asked() throws IOException {
        Map<String, Set<String>> asked = new TreeMap<>();
        queries(new JsonObject(Files.readString(DASHBOARD))).forEach(query -> {
            var grouped = GROUPED.matcher(query).results().flatMap(group -> labels(group.group(1)));
            var by = grouped.collect(Collectors.toCollection(TreeSet::new));
            by.removeAll(OF_THE_SCRAPE);
            var plain = GROUPED.matcher(QUOTED.matcher(query).replaceAll("")).replaceAll("");
            SELECTED.matcher(plain)
                    .results()
                    .filter(found -> found.group(1).contains("_"))
                    .forEach(found -> {
                        var labels = asked.computeIfAbsent(found.group(1), missing -> new TreeSet<>());
                        labels.addAll(by);
                        labels(found.group(2)).forEach(labels::add);
                    });
        });
        return asked;
    }

    private static Stream<String> queries(JsonObject dashboard) {
        return dashboard.getJsonArray("panels").stream()
                .map(JsonObject.class::cast)
                .filter(panel -> panel.containsKey("targets"))
                .flatMap(panel -> panel.getJsonArray("targets").stream())
                .map(target -> ((JsonObject) target).getString("expr"));
    }

    private static Stream<String> labels(String text) {
        return text == null ? Stream.empty() : LABEL.matcher(text).results().map(MatchResult::group);
    }

    /** The names of the metrics that are there, with all their labels. */
    private static Map<String, Set<String>> offered() {
        Map<String, Set<String>> offered = new TreeMap<>();
        SAMPLE.matcher(given().get("/metrics").asString()).results().forEach(sample -> {
            var labels = offered.computeIfAbsent(sample.group(1), missing -> new TreeSet<>());
            if (sample.group(2) != null) {
                SET_LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        });
        return offered;
    }
}
