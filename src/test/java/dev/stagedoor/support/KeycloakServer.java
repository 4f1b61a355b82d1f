package dev.stagedoor.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;

/**
 * The Keycloak that the build unpacked, run as a process of its own that ends with this JVM. It keeps its data in memory,
 * so every run begins with the realms of {@code keycloak/realm.json} and nothing else.
 */
final class KeycloakServer {
    private static final Logger LOG = Logger.getLogger(KeycloakServer.class);
    private static final Path HOME = Path.of(System.getProperty("stagedoor.test.keycloak.home", "target/keycloak"));
    private static final List<String> REALMS = List.of(Keycloak.REALM, Keycloak.STRANGE_REALM);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final Keycloak reached;

    private KeycloakServer(Process process, Path log, Keycloak reached) {
        this.process = process;
        this.log = log;
        this.reached = reached;
    }

    /** Starts the server and returns once it can be logged in to. */
    static Keycloak start() {
        try {
            writeRealms();
            stopLeftover();
            var server = launch();
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "keycloak-stop"));
            Files.writeString(pidFile(), Long.toString(server.process.pid()));
            server.awaitRealms();
            return server.reached;
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak did not start in " + HOME.toAbsolutePath(), e);
        }
    }

    private static KeycloakServer launch() throws IOException {
        var port = freePort();
        var password = UUID.randomUUID().toString();
        var log = HOME.resolveSibling("keycloak.log").toAbsolutePath();
        var builder = new ProcessBuilder(script().toString(), "start-dev", "--import-realm", "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx384m");
        // Half the time to start: it does not live long enough for the best compiler to pay.
        environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        environment.put("KC_DB", "dev-mem");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", Keycloak.ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        var reached = new Keycloak("http://127.0.0.1:" + port, password);
        return new KeycloakServer(builder.start(), log, reached);
    }

    private static Path script() {
        var isWindows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        var script = HOME.resolve("bin").resolve(isWindows ? "kc.bat" : "kc.sh").toAbsolutePath();
        if (!Files.exists(script)) {
            throw new IllegalStateException(
                    "There is no " + script + ": ./mvnw process-test-resources fetches Keycloak and unpacks it");
        }
        return script;
    }

    /** The same realm twice: a token of the one is all that a token of the other is, except of the right issuer. */
    private static void writeRealms() throws IOException {
        var directory = Files.createDirectories(HOME.resolve("data").resolve("import"));
        try (var file = KeycloakServer.class.getResourceAsStream("/keycloak/realm.json")) {
            var realm = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (var name : REALMS) {
                Files.writeString(
                        directory.resolve(name + "-realm.json"),
                        realm.replace("\"realm\": \"stagedoor\"", "\"realm\": \"" + name + "\""));
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path pidFile() {
        return HOME.resolveSibling("keycloak.pid");
    }

    /** A test run that was killed could not end its server. */
    private static void stopLeftover() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        var home = HOME.toAbsolutePath().toString();
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .filter(process -> process.info().commandLine().orElse("").contains(home))
                .ifPresent(KeycloakServer::stop);
        Files.delete(pidFile());
    }

    private void stop() {
        stop(process.toHandle());
    }

    /** The script runs the server as its child. */
    private static void stop(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void awaitRealms() {
        var begun = System.nanoTime();
        var report = new AtomicLong(REPORT_EVERY.toSeconds());
        try (var client = HttpClient.newHttpClient()) {
            Awaitility.await("Keycloak, whose log is " + log)
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast(() ->
                            assertThat(process.isAlive()).as(this::endOfLog).isTrue())
                    .conditionEvaluationListener(so -> report(so.getElapsedTimeInMS() / 1000, report))
                    .untilAsserted(() -> {
                        for (var realm : REALMS) {
                            assertThat(statusOf(client, reached.issuer(realm))).isEqualTo(200);
                        }
                    });
        }
        LOG.infof(
                "Keycloak started in %d s",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    private static void report(long seconds, AtomicLong next) {
        if (seconds >= next.get()) {
            LOG.infof("Keycloak is starting, for %d s now", seconds);
            next.set(seconds + REPORT_EVERY.toSeconds());
        }
    }

    private static int statusOf(HttpClient client, String issuer) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private String endOfLog() {
        try {
            var lines = Files.readAllLines(log);
            return "It ended, saying\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
