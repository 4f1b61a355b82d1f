package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists, usage and audit show what is asked for by clicks, and nothing else. */
class ConsoleListActionsIT extends AdminAtTheConsole {
    private static final int MODELS = 60;

    /** A call that nobody made, longer ago than a week. */
    private static final String CALL =
            """
            insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status,
                prompt_tokens, completion_tokens, total_tokens, first_byte_ms, duration_ms, cost_nanos, estimated)
            values (gen_random_uuid(), now() - interval '20 days', 'ann', 'long-ago', 'echo', '/chat/completions', false,
                'COMPLETED', 200, 2, 3, 5, 10, 20, 1250000, true)
            """;

    @BeforeAll
    static void fill() throws IOException, SQLException {
        call();
        API.group("day-shift");
        API.group("night-shift");
        API.put("/api/groups/night-shift", Map.of("description", "Who wakes", "roles", List.of()))
                .then()
                .statusCode(200);
    }

    private static void call() throws IOException, SQLException {
        var program = door.program();
        try (var store = DriverManager.getConnection(
                        "jdbc:" + program.databaseUrl(),
                        "postgres",
                        program.databasePassword().strip());
                var statement = store.createStatement()) {
            statement.execute(CALL);
        }
    }

    @Test
    void shouldTurnPagesAndSearch() {
        var models = IntStream.rangeClosed(1, MODELS)
                .mapToObj(number -> Map.of("api", "model-%02d".formatted(number), "enabled", true))
                .toList();
        API.post("/api/integrations", List.of(Map.of("name", "many", "type", "loopback", "apis", models)))
                .then()
                .statusCode(200);
        admin.open("/integrations/many/models");
        var rows = rowsOf("Models");
        assertThat(rows).hasCount(50);

        admin.button("Next").click();
        assertThat(rows).hasCount(10);
        assertThat(rows.first()).containsText("model-51");
        assertThat(admin.button("Next")).isDisabled();

        admin.button("Previous").click();
        assertThat(rows).hasCount(50);
        assertThat(rows.first()).containsText("model-01");

        admin.field("Search models").fill("model-59");
        assertThat(rows).hasCount(1);
        assertThat(rows.first()).containsText("model-59");
    }

    @Test
    void shouldShowUsageByIntegrationInThePeriodThatIsAskedFor() {
        admin.open("/usage").link("Integration").click();
        assertThat(admin.heading("No calls in this period")).isVisible();

        admin.button("30 days").click();

        var row = rowsOf("Totals by Integration");
        assertThat(row).hasCount(1);
        assertThat(row).containsText("long-ago");
        assertThat(row).containsText("5");
        assertThat(admin.page()).hasURL(Pattern.compile("by=integration.*range=30d"));
    }

    @Test
    void shouldShowWhatCallsCostAndWhatIsEstimated() {
        admin.open("/usage?range=30d");

        assertThat(rowsOf("Totals by Model").first()).containsText("$0.00125");
        assertThat(admin.heading("Cost")).isVisible();
        assertThat(admin.page().getByText("Tokens of 1 call are estimated")).isVisible();
    }

    @Test
    void shouldDownloadUsage() throws IOException {
        admin.open("/usage?range=30d");

        var download =
                admin.page().waitForDownload(() -> admin.link("Export CSV").click());

        var lines = Files.readAllLines(download.path());
        assertThat(lines.getFirst()).startsWith("time,principal,accessKeyId,integration,model,");
        assertThat(lines.get(1)).contains(",ann,", ",long-ago,echo,");
    }

    @Test
    void shouldNarrowTheAuditBySearch() {
        admin.open("/audit");
        var others = auditRows().filter(new Locator.FilterOptions().setHasNotText("night-shift"));
        assertThat(others.first()).isVisible();

        admin.field("Search audit").fill("night-shift");

        assertThat(others).hasCount(0);
        assertThat(auditRows()).hasCount(2);
    }

    @Test
    void shouldNarrowTheAuditByKind() {
        Api.nobody().chat("gate:echo").then().statusCode(401);
        await().untilAsserted(
                        () -> assertThat(API.get("/api/audit?kind=REFUSAL").<List<?>>path("entries"))
                                .isNotEmpty());
        admin.open("/audit");
        var changes = auditRows().filter(new Locator.FilterOptions().setHasNotText("refused"));
        assertThat(changes.first()).isVisible();

        admin.select("Kind", "Refusals");

        assertThat(changes).hasCount(0);
        assertThat(auditRows().first()).containsText("refused");
    }

    @Test
    void shouldShowWhatWasBeforeAndAfterAChange() {
        admin.open("/audit?targetType=GROUP&targetId=night-shift");

        admin.page()
                .getByLabel(Pattern.compile("^Details: changed group night-shift"))
                .click();

        var comparison = rowsOf("Before and after").filter(new Locator.FilterOptions().setHasText("description"));
        assertThat(comparison.locator(".was")).containsText("night-shift");
        assertThat(comparison.locator(".is")).containsText("Who wakes");
    }

    private static Locator rowsOf(String table) {
        return admin.page()
                .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(table))
                .locator("tbody tr");
    }

    private static Locator auditRows() {
        return rowsOf("Audit entries, the newest first");
    }
}
