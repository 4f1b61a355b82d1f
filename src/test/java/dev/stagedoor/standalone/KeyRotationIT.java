package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.secret.Sealer.Place;
import dev.stagedoor.secret.TestKeys;
import dev.stagedoor.support.ProviderStub;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A hundred thousand stored secrets get another key while calls go on, and the program is killed in the middle of it. */
class KeyRotationIT {
    private static final int OLD = 1;
    private static final int NEW = 2;
    private static final int INTEGRATIONS = 90_000;
    private static final int MODELS = 10_000;
    private static final int SECRETS = INTEGRATIONS + MODELS;
    private static final int SAMPLE_EVERY = 100;
    private static final int CALLERS = 3;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(10);
    private static final String ADMIN_SECRET = "rotation-secret-0123456789abcdef0123";
    private static final Pattern TO_DO = Pattern.compile("Re-wrapping (\\d+) stored secrets");

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger outages = new AtomicInteger();
    private volatile boolean isDown;
    private volatile boolean isOver;

    @Test
    void shouldReWrapEverythingWhileCallsGoOnAlthoughItIsKilled() throws Exception {
        try (var provider = new ProviderStub();
                var program = StandaloneProcess.standalone("rotation-")
                        .with("STAGEDOOR_BOOTSTRAP_KEY_ID", "rotation")
                        .with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", ADMIN_SECRET)
                        .with("STAGEDOOR_SECRET_KEY", TestKeys.text(OLD))) {
            provider.answers(exchange -> answerToTheRightKey(provider, exchange));
            program.start().awaitReady();
            storeAll(program, provider.url());
            program.stop();

            program.with("STAGEDOOR_SECRET_KEY", TestKeys.text(NEW))
                    .with("STAGEDOOR_SECRET_OTHER_KEYS", TestKeys.text(OLD))
                    .start();
            var begun = awaitLeft(program, left -> left < SECRETS);
            program.awaitReady();
            var callers = startCalling(program);
            awaitLeft(program, left -> left < SECRETS * 2 / 3);
            var killed = kill(program);
            var leftAtKill = left(program);
            assertThat(leftAtKill).isBetween(1L, SECRETS - 1L);

            program.start();
            var resumed = awaitLeft(program, left -> left < leftAtKill);
            program.awaitReady();
            isDown = false;
            assertThat(toDo(program)).isEqualTo(leftAtKill);
            var done = awaitLeft(program, left -> left == 0);
            stop(callers);

            var seconds = (killed - begun + done - resumed) / 1e9;
            System.out.printf(
                    "%d re-wrapped in %.1f s (%.0f rows/s), %d left at the kill, %d calls, %d failed%n",
                    SECRETS, seconds, SECRETS / seconds, leftAtKill, calls.get(), failures.get());
            assertThat(failures).hasValue(0);
            assertThat(calls).hasPositiveValue();
            assertThat(keys(program))
                    .contains("{\"id\":%d,\"use\":\"CURRENT\",\"rows\":%d}".formatted(idOf(NEW), SECRETS))
                    .contains("{\"id\":%d,\"use\":\"OTHER\",\"rows\":0}".formatted(idOf(OLD)));
            assertSampleOpensWithTheNewKeyAlone(program);
        }
    }

    private static int idOf(int key) {
        return TestKeys.root(key).id();
    }

    /** Each integration has a key and a base URL of its own. */
    private static void answerToTheRightKey(ProviderStub provider, HttpExchange exchange) throws IOException {
        provider.forget();
        var name = exchange.getRequestURI().getPath().split("/", -1)[1];
        var isRight =
                ("Bearer " + apiKey(name)).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        ProviderStub.reply(exchange, isRight ? 200 : 401, "application/json", "{\"choices\": []}");
    }

    private static String apiKey(String name) {
        return "sk-of-" + name;
    }

    private static String name(int number) {
        return "k" + number;
    }

    private static UUID id(String table, int number) {
        return UUID.nameUUIDFromBytes((table + number).getBytes(StandardCharsets.UTF_8));
    }

    private static String secretsOf(int number) {
        return "{\"api_key\":\"" + apiKey(name(number)) + "\"}";
    }

    /** Behind the program's back, and without the audit's triggers. */
    private static void storeAll(StandaloneProcess program, String providerUrl) throws SQLException, IOException {
        var sealer = TestKeys.sealer(OLD);
        try (var connection = connect(program);
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            copy(
                    connection,
                    "integration (id, version, name, type, category, enabled, configuration, "
                            + "credentials_key_version, credentials_wrapped_key, credentials_ciphertext, "
                            + "created_at, created_by, updated_at, updated_by)",
                    IntStream.range(0, INTEGRATIONS)
                            .mapToObj(i -> integration(sealer, i, providerUrl))
                            .collect(Collectors.joining()));
            copy(
                    connection,
                    "model (id, version, integration_id, name, enabled, configuration, "
                            + "credentials_key_version, credentials_wrapped_key, credentials_ciphertext, "
                            + "created_at, created_by, updated_at, updated_by)",
                    IntStream.range(0, MODELS).mapToObj(i -> model(sealer, i)).collect(Collectors.joining()));
            statement.execute("analyze integration, model");
        }
    }

    private static String integration(Sealer sealer, int number, String providerUrl) {
        var id = id("integration", number);
        return String.join(
                "\t",
                id.toString(),
                "0",
                name(number),
                "openai",
                "AI_MODEL",
                "true",
                "{\"endpoint\":\"" + providerUrl + "/" + name(number) + "\",\"api_key\":\"********\"}",
                sealed(sealer, new Place("integration", id.toString(), "credentials"), number));
    }

    private static String model(Sealer sealer, int number) {
        var id = id("model", number);
        return String.join(
                "\t",
                id.toString(),
                "0",
                id("integration", number).toString(),
                "m",
                "true",
                "{\"api_key\":\"********\"}",
                sealed(sealer, new Place("model", id.toString(), "credentials"), number));
    }

    /** The sealed columns, and those that say when and by whom. */
    private static String sealed(Sealer sealer, Place place, int number) {
        var sealed = sealer.seal(secretsOf(number), place);
        return String.join(
                "\t",
                String.valueOf(sealed.keyVersion()),
                hex(sealed.wrappedKey()),
                hex(sealed.ciphertext()),
                "2026-11-25 12:00:00Z",
                "test",
                "2026-11-25 12:00:00Z",
                "test\n");
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }

    private static void copy(Connection connection, String columns, String rows) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + columns + " from stdin", new StringReader(rows));
    }

    private static Connection connect(StandaloneProcess program) throws SQLException, IOException {
        return DriverManager.getConnection("jdbc:" + program.databaseUrl(), "postgres", program.databasePassword());
    }

    /** How many secrets are still under the old key. */
    private static long left(StandaloneProcess program) throws SQLException, IOException {
        var sql = "select (select count(*) from integration where credentials_key_version = %1$d)"
                + " + (select count(*) from model where credentials_key_version = %1$d)";
        try (var connection = connect(program);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql.formatted(idOf(OLD)))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The moment, in nanoseconds, in which this was first seen to be so. */
    private static long awaitLeft(StandaloneProcess program, LongPredicate isReached) {
        Awaitility.await("enough is re-wrapped")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> isReached.test(left(program)));
        return System.nanoTime();
    }

    private ExecutorService startCalling(StandaloneProcess program) {
        var callers = Executors.newFixedThreadPool(CALLERS);
        IntStream.range(0, CALLERS).forEach(caller -> callers.execute(() -> callUntilItIsOver(program)));
        return callers;
    }

    private void callUntilItIsOver(StandaloneProcess program) {
        while (!isOver) {
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
            if (isDown) {
                continue;
            }
            var outage = outages.get();
            var name = name(ThreadLocalRandom.current().nextInt(MODELS));
            var status = call(program, name);
            var wasUpAllTheWhile = !isDown && outage == outages.get();
            if (status.isPresent() || wasUpAllTheWhile) {
                calls.incrementAndGet();
            }
            if (wasUpAllTheWhile && status.orElse(0) != 200) {
                failures.incrementAndGet();
                System.out.printf("A call to %s failed: %s%n", name, status);
            }
        }
    }

    /** The status; empty when there was no answer. */
    private Optional<Integer> call(StandaloneProcess program, String name) {
        var request = request(program, "/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\": \"" + name + ":m\", \"messages\": []}"));
        try {
            return Optional.of(
                    http.send(request.build(), BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder request(StandaloneProcess program, String path) {
        return HttpRequest.newBuilder(URI.create(program.url() + path))
                .header("Authorization", "Bearer sd-rotation." + ADMIN_SECRET)
                .timeout(Duration.ofSeconds(30));
    }

    private long kill(StandaloneProcess program) throws InterruptedException {
        isDown = true;
        outages.incrementAndGet();
        var at = System.nanoTime();
        program.kill();
        return at;
    }

    /** How much it found to do, by its own word. */
    private static long toDo(StandaloneProcess program) throws IOException {
        var line = TO_DO.matcher(program.console());
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1));
    }

    private void stop(ExecutorService callers) throws InterruptedException {
        isOver = true;
        callers.shutdown();
        assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private String keys(StandaloneProcess program) throws IOException, InterruptedException {
        return http.send(request(program, "/api/secret-keys").build(), BodyHandlers.ofString())
                .body();
    }

    private static void assertSampleOpensWithTheNewKeyAlone(StandaloneProcess program)
            throws SQLException, IOException {
        var sealer = TestKeys.sealer(NEW);
        try (var connection = connect(program)) {
            for (var number = 0; number < INTEGRATIONS; number += SAMPLE_EVERY) {
                assertThat(open(connection, sealer, "integration", number)).isEqualTo(secretsOf(number));
            }
            for (var number = 0; number < MODELS; number += SAMPLE_EVERY) {
                assertThat(open(connection, sealer, "model", number)).isEqualTo(secretsOf(number));
            }
        }
    }

    private static String open(Connection connection, Sealer sealer, String table, int number) throws SQLException {
        var sql = "select credentials_key_version, credentials_wrapped_key, credentials_ciphertext from " + table
                + " where id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id(table, number));
            try (var row = statement.executeQuery()) {
                row.next();
                return sealer.open(
                        new Sealed(row.getInt(1), row.getBytes(2), row.getBytes(3)),
                        new Place(table, id(table, number).toString(), "credentials"));
            }
        }
    }
}
