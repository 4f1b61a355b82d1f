package dev.stagedoor.support;

import dev.stagedoor.store.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** A PostgreSQL server for the whole test run, new and empty; it ends with the JVM. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final Path DIRECTORY = Path.of("target", "test-store");

    private static EmbeddedServer server;

    /** The server, started on first use. */
    public static synchronized EmbeddedServer server() {
        if (server == null) {
            delete(DIRECTORY.resolve("postgresql"));
            server = EmbeddedServer.start(DIRECTORY);
        }
        return server;
    }

    @Override
    public Map<String, String> start() {
        var running = server();
        return Map.of(
                "stagedoor.database.url", running.url(),
                "stagedoor.database.username", running.user(),
                "stagedoor.database.password", running.password());
    }

    @Override
    public void stop() {}

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
