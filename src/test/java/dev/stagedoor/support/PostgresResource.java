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
    public static final Path DIRECTORY = Path.of("target", "test-store");
    private static final String PREFIX = "stagedoor.test.store.";

    /** Where the server is, and how to log in: tests as the owner, the application as the role that it has elsewhere. */
    public record Server(String url, String user, String application, String password) {}

    /** The one of this JVM, started on first use. Known by system properties, since tests have several class loaders. */
    public static synchronized Server server() {
        if (System.getProperty(PREFIX + "url") == null) {
            delete(DIRECTORY.resolve("postgresql"));
            var started = EmbeddedServer.start(DIRECTORY);
            System.setProperty(PREFIX + "user", started.owner());
            System.setProperty(PREFIX + "application", started.user());
            System.setProperty(PREFIX + "password", started.password());
            System.setProperty(PREFIX + "url", started.url());
        }
        return new Server(
                System.getProperty(PREFIX + "url"),
                System.getProperty(PREFIX + "user"),
                System.getProperty(PREFIX + "application"),
                System.getProperty(PREFIX + "password"));
    }

    @Override
    public Map<String, String> start() {
        var running = server();
        return Map.of(
                "stagedoor.database.url", running.url(),
                "stagedoor.database.username", running.application(),
                "stagedoor.database.password", running.password(),
                "stagedoor.database.owner-username", running.user(),
                "stagedoor.database.owner-password", running.password());
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
