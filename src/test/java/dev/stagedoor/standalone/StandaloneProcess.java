package dev.stagedoor.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged program in a process of its own, started as a user starts it. */
public final class StandaloneProcess implements AutoCloseable {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path jar;
    private final Path log;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final int port = freePort();
    private Process process;

    private StandaloneProcess(Path jar, Path directory) {
        this.jar = jar;
        this.log = directory.resolve("console.log");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    }

    /** The application of {@code -Pstandalone}, with its data in a new directory. */
    public static StandaloneProcess standalone(String name) {
        var directory = emptyDirectory(name);
        return new StandaloneProcess(Path.of(System.getProperty("stagedoor.standalone.jar")), directory)
                .with("STAGEDOOR_DATA_DIR", directory.resolve("data").toString());
    }

    /** The application as it is packaged for production. */
    static StandaloneProcess packaged(String name) {
        var packaged = Path.of(System.getProperty("stagedoor.packaged.directory"));
        return new StandaloneProcess(packaged.resolve("quarkus-run.jar"), emptyDirectory(name));
    }

    public StandaloneProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public StandaloneProcess start() throws IOException {
        var builder = new ProcessBuilder(List.of(JAVA.toString(), "-jar", jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("STAGEDOOR_"));
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    public StandaloneProcess awaitReady() {
        Awaitility.await("the program is ready")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .failFast("it ended: see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> get("/q/health/ready") == 200);
        return this;
    }

    int get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public String console() throws IOException {
        return Files.readString(log);
    }

    Path dataDirectory() {
        return Path.of(environment.get("STAGEDOOR_DATA_DIR"));
    }

    public String databaseUrl() throws IOException {
        var port = Files.readAllLines(dataDirectory().resolve("postgresql/postmaster.pid"))
                .get(3);
        return "postgresql://localhost:" + port.strip() + "/stagedoor";
    }

    public String databasePassword() throws IOException {
        return Files.readString(dataDirectory().resolve("database.password"));
    }

    /** The PostgreSQL server that it started, by its own word. */
    public ProcessHandle database() throws IOException {
        var pidFile = dataDirectory().resolve("postgresql/postmaster.pid");
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
                .orElseThrow();
    }

    /** As {@code kill -9} does it: nothing of the program runs any more, not even its shutdown hooks. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("it still runs: see " + log);
        }
        return process.exitValue();
    }

    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyDirectory(String name) {
        try {
            Files.createDirectories(Path.of("target", "it"));
            return Files.createTempDirectory(Path.of("target", "it"), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
