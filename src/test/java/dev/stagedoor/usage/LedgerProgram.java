package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.standalone.StandaloneProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packaged program with one priced model, and its usage rows as they are in its database. */
final class LedgerProgram implements AutoCloseable {
    private static final String SECRET = "ledger-secret-0123456789abcdef0123";
    static final String KEY = "sd-ledger." + SECRET;
    private static final List<String> SUMS =
            List.of("usage_hour_by_model", "usage_day_by_model", "usage_hour_by_principal", "usage_day_by_principal");

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandaloneProcess program;
    private final String databaseUrl;
    private final String databasePassword;

    private LedgerProgram(StandaloneProcess program, String databaseUrl, String databasePassword) {
        this.program = program;
        this.databaseUrl = databaseUrl;
        this.databasePassword = databasePassword;
    }

    /** With a database of its own. */
    static LedgerProgram start(String name) throws IOException, InterruptedException {
        var program = keyed(StandaloneProcess.standalone(name)).start().awaitReady();
        return new LedgerProgram(program, "", "");
    }

    /** With the database of another one, reached by this port. */
    static LedgerProgram start(String name, StandaloneProcess store, int port) throws IOException {
        var program = keyed(StandaloneProcess.standalone(name))
                .with("STAGEDOOR_DATABASE_URL", "postgresql://localhost:" + port + "/stagedoor")
                .with("STAGEDOOR_DATABASE_USERNAME", "postgres")
                .with("STAGEDOOR_DATABASE_PASSWORD", store.databasePassword())
                .with("STAGEDOOR_UPSTREAM_ALLOWED_NETWORKS", "127.0.0.0/8,::1")
                .with("STAGEDOOR_SECRET_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
                .start()
                .awaitReady();
        return new LedgerProgram(program, store.databaseUrl(), store.databasePassword());
    }

    static StandaloneProcess keyed(StandaloneProcess program) {
        return program.with("STAGEDOOR_BOOTSTRAP_KEY_ID", "ledger").with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", SECRET);
    }

    StandaloneProcess process() {
        return program;
    }

    void offer(String providerUrl) throws IOException, InterruptedException {
        var provider = "/api/integrations/provider/led";
        manage(
                "POST",
                provider,
                "{\"type\":\"openai\",\"configuration\":{\"api_key\":\"sk-x\",\"endpoint\":\"" + providerUrl + "\"}}");
        manage("POST", provider + "/integration/m", "{\"enabled\":true}");
        manage("PUT", provider + "/integration/m/price", "{\"input\":1,\"output\":2}");
    }

    private void manage(String verb, String path, String body) throws IOException, InterruptedException {
        var reply = http.send(
                request(path).method(verb, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(program.url() + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    /** Whether the call with this number was answered to its end. */
    boolean call(long number, boolean isStreamed) throws IOException, InterruptedException {
        var body = "{\"model\":\"led:m\",\"stream\":" + isStreamed + ",\"messages\":[],\"user\":\"" + number + "\"}";
        var reply = http.send(
                request("/v1/chat/completions")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return reply.statusCode() == 200
                && (isStreamed
                        ? reply.body().endsWith("data: [DONE]\n\n")
                        : reply.body().endsWith("}"));
    }

    /** A row, as {@code prompt completion outcome estimated cost}. */
    record Stored(long prompt, long completion, String outcome, boolean isEstimated, long cost) {}

    List<Stored> rows() throws SQLException, IOException {
        var sql = "select prompt_tokens, completion_tokens, outcome, estimated, cost_nanos from usage_entry";
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<Stored> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Stored(
                        rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getBoolean(4), rows.getLong(5)));
            }
            return found;
        }
    }

    /** That sums by hour and by day are those of the rows, in one look. */
    void shouldAddUp() throws SQLException, IOException {
        var rows = "select count(*), sum(prompt_tokens), sum(completion_tokens), sum(total_tokens), sum(cost_nanos),"
                + " sum(duration_ms), count(*) filter (where estimated) from usage_entry";
        var sums = "select sum(calls), sum(prompt_tokens), sum(completion_tokens), sum(total_tokens), sum(cost_nanos),"
                + " sum(duration_ms), sum(estimated_calls) from ";
        var all = new ArrayList<>(List.of("select row(r.*)::text from (" + rows + ") r"));
        SUMS.forEach(table -> all.add("select row(r.*)::text from (" + sums + table + ") r"));
        try (var connection = connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(distinct line), min(line) from ("
                        + String.join(" union all ", all) + ") as lines (line)")) {
            found.next();
            assertThat(found.getInt(1)).as(found.getString(2)).isEqualTo(1);
        }
    }

    private java.sql.Connection connect() throws SQLException, IOException {
        return databaseUrl.isEmpty()
                ? DriverManager.getConnection("jdbc:" + program.databaseUrl(), "postgres", program.databasePassword())
                : DriverManager.getConnection("jdbc:" + databaseUrl, "postgres", databasePassword);
    }

    @Override
    public void close() {
        program.close();
    }
}
