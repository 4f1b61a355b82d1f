package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage row by row, for a spreadsheet, and who gets to see which. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UsageExportTest {
    private static final Instant DAY = Instant.parse("2025-03-10T00:00:00Z");
    private static final String PERIOD =
            "from=" + DAY.toEpochMilli() + "&to=" + DAY.plusSeconds(86_400).toEpochMilli();

    private final Api admin = Api.admin();
    private final String name = "export-" + UUID.randomUUID();
    private final UsedRows rows = new UsedRows(name);

    @Test
    void shouldWriteOneLineForEachRowTheOldestFirst() {
        rows.call("b", "bob", DAY.plusSeconds(1), "FAILED", 20, 900);
        rows.call("a", "ann", DAY, 10, 300);

        assertThat(export(admin).asString())
                .isEqualTo(
                        """
                        time,principal,accessKeyId,integration,model,endpoint,streamed,outcome,status,promptTokens,completionTokens,totalTokens,firstByteMillis,durationMillis,cachedTokens,reasoningTokens,estimated,costUsd
                        2025-03-10T00:00:00Z,ann,key,%1$s,a,/chat/completions,false,COMPLETED,200,9,1,10,1,300,0,0,false,0
                        2025-03-10T00:00:01Z,bob,key,%1$s,b,/chat/completions,false,FAILED,200,19,1,20,1,900,0,0,false,0
                        """
                                .formatted(name)
                                .replace("\n", "\r\n"));
    }

    @Test
    void shouldLeaveEmptyWhatIsNotKnown() {
        Rows.run(
                """
                insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status, duration_ms)
                values (gen_random_uuid(), '%s', 'ann', '%s', 'm', '/embeddings', true, 'CANCELLED', 499, 7)
                """
                        .formatted(DAY, name));

        assertThat(lines(admin))
                .containsExactly(
                        "2025-03-10T00:00:00Z,ann,," + name + ",m,/embeddings,true,CANCELLED,499,0,0,0,,7,0,0,false,0");
    }

    @Test
    void shouldBeAFileWithItsPeriodInItsName() {
        export(admin)
                .then()
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"stagedoor-usage-20250310T000000Z-20250311T000000Z.csv\""));
    }

    @Test
    void shouldBeTheHeaderAloneWhenThereIsNothing() {
        assertThat(export(admin).asString()).startsWith("time,principal,").hasLineCount(1);
    }

    @Test
    void shouldHoldEveryRowOnceHoweverManyPagesItTakes() {
        Rows.run(
                """
                insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status, duration_ms)
                select gen_random_uuid(), timestamptz '%s' + i / 700 * interval '1 microsecond', 'ann', '%s', 'm' || i, '/embeddings',
                    false, 'COMPLETED', 200, 1 from generate_series(1, 3000) i
                """
                        .formatted(DAY, name));

        var lines = lines(admin);

        assertThat(lines).hasSize(3000);
        assertThat(new HashSet<>(lines)).hasSize(3000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1 | '=1+1",
                "+1 | '+1",
                "-1 | '-1",
                "@sum | '@sum",
                "`\t=1` | '\t=1",
                "a\"b | \"a\"\"b\"",
                "a,b | \"a,b\"",
                "=a,\"b | \"'=a,\"\"b\"",
                "a=1 | a=1",
            })
    void shouldHoldNothingThatASpreadsheetWouldRun(String model, String cell) {
        rows.call(model, "ann", DAY, 10, 300);

        assertThat(lines(admin).getFirst()).contains("," + name + "," + cell + ",/chat/completions,");
    }

    @Test
    void shouldKeepALineBreakWithinItsCell() {
        rows.call("\r=1", "ann", DAY, 10, 300);

        assertThat(export(admin).asString()).contains("," + name + ",\"'\r=1\",/chat/completions,");
    }

    @Test
    void shouldHoldOnlyWhatTheCallerMaySeeAndNotWhoElseCalled() {
        admin.loopback(name);
        admin.model(name, "readable");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION:" + name + ":readable", "READ");
        rows.call("readable", "ann", DAY, 10, 1);
        rows.call("hidden", "ann", DAY.plusSeconds(1), 10, 1);
        rows.call("hidden", reader.principal(), DAY.plusSeconds(2), 10, 1);

        assertThat(lines(reader.api()))
                .satisfiesExactly(
                        others -> assertThat(others).startsWith("2025-03-10T00:00:00Z,,," + name + ",readable,"),
                        own -> assertThat(own)
                                .startsWith(
                                        "2025-03-10T00:00:02Z," + reader.principal() + ",key," + name + ",hidden,"));
    }

    @Test
    void shouldNotTellByAFilterWhoElseCalled() {
        admin.loopback(name);
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + name, "READ");
        rows.call("m", "ann", DAY, 10, 1);

        assertThat(reader.api()
                        .get("/api/usage/export?principal=ann&integration=" + name + "&" + PERIOD)
                        .asString())
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"from=0&to=31622400001, from", "from=5&to=4, from", "to=-1, to"})
    void shouldRefuseABadPeriodByItsField(String query, String field) {
        admin.get("/api/usage/export?" + query).then().statusCode(400).body("validationErrors.path", contains(field));
    }

    private Response export(Api caller) {
        var reply = caller.get("/api/usage/export?integration=" + name + "&" + PERIOD);
        reply.then().statusCode(200);
        return reply;
    }

    /** Without the header. */
    private List<String> lines(Api caller) {
        var lines = List.of(export(caller).asString().split("\r\n"));
        return lines.subList(1, lines.size());
    }
}
