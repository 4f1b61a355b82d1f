package dev.stagedoor.standalone;

import dev.stagedoor.store.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Nodes of the program in processes of their own, over one PostgreSQL server that a test can stop, freeze and start. */
final class Replicas implements AutoCloseable {
    private static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String KEY_ID = "replicas";
    private static final String KEY_SECRET = "replicas-secret-0123456789abcdef0123";
    static final String ADMIN = "sd-" + KEY_ID + "." + KEY_SECRET;

    private final EmbeddedServer store;
    private final Path data;
    private final String command;
    private final List<StandaloneProcess> nodes = new ArrayList<>();

    private Replicas(EmbeddedServer store, Path data) throws IOException {
        this.store = store;
        this.data = data;
        this.command = Files.readString(data.resolve("postmaster.opts")).strip();
    }

    static Replicas over(String name) throws IOException {
        Files.createDirectories(Path.of("target", "it"));
        var directory = Files.createTempDirectory(Path.of("target", "it"), name).toAbsolutePath();
        return new Replicas(EmbeddedServer.start(directory), directory.resolve("postgresql"));
    }

    /** One more node, started but perhaps not ready. */
    StandaloneProcess add(Map<String, String> options) throws IOException {
        var node = StandaloneProcess.standalone("node-")
                .with("JAVA_TOOL_OPTIONS", "-Xmx160m")
                .with("STAGEDOOR_DATABASE_URL", store.url())
                .with("STAGEDOOR_DATABASE_USERNAME", store.user())
                .with("STAGEDOOR_DATABASE_PASSWORD", store.password())
                .with("STAGEDOOR_DATABASE_OWNER_USERNAME", store.owner())
                .with("STAGEDOOR_DATABASE_OWNER_PASSWORD", store.password())
                .with("STAGEDOOR_SECRET_KEY", SECRET_KEY)
                .with("STAGEDOOR_BOOTSTRAP_KEY_ID", KEY_ID)
                .with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", KEY_SECRET)
                .with("STAGEDOOR_LOOPBACK_ENABLED", "true");
        options.forEach(node::with);
        nodes.add(node);
        return node.start();
    }

    /** The first column of the first row. */
    long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:" + store.url(), store.owner(), store.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** As {@code pg_ctl stop -m fast} does it: connections are closed, new ones refused. */
    void stopStore() throws IOException, InterruptedException {
        var server = server().orElseThrow();
        signal("-INT", Stream.of(server));
        Awaitility.await("the store has stopped").until(() -> !Files.exists(data.resolve("postmaster.pid")));
    }

    void startStore() throws IOException {
        var shell = List.of("sh", "-c", "exec " + command);
        var isRoot = "root".equals(System.getProperty("user.name"));
        var builder = new ProcessBuilder(
                isRoot
                        ? Stream.concat(Stream.of("unshare", "-U"), shell.stream())
                                .toList()
                        : shell);
        builder.redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("started-again.log").toFile())
                .start();
        Awaitility.await("the store answers").ignoreExceptions().until(() -> number("select 1") == 1);
    }

    /** Nothing is refused, and nothing answered: as when the network swallows every packet. */
    void freezeStore() throws IOException, InterruptedException {
        signal("-STOP", processes());
    }

    void thawStore() throws IOException, InterruptedException {
        signal("-CONT", processes());
    }

    private Stream<ProcessHandle> processes() throws IOException {
        var server = server().orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants());
    }

    private Optional<ProcessHandle> server() throws IOException {
        var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid));
    }

    private static void signal(String signal, Stream<ProcessHandle> processes)
            throws IOException, InterruptedException {
        var pids = processes.map(process -> Long.toString(process.pid()));
        var kill = Stream.concat(Stream.of("kill", signal), pids).toList();
        if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
            throw new IOException("There is no such process: " + kill);
        }
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(StandaloneProcess::close);
        server().ifPresent(ProcessHandle::destroy);
    }
}
