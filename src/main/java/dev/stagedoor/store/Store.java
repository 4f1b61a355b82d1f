package dev.stagedoor.store;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Decides, before anything else runs, which store is used: the one that {@code stagedoor.database.url} names, or else the
 * embedded one where this build contains it.
 */
public final class Store {
    private static final String URL = "stagedoor.database.url";
    private static final String EMBEDDED_SERVER = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

    private Store() {}

    /** Starts the embedded store if it is wanted; what it brings is handed on as configuration nobody has set. */
    public static void prepare() {
        var config = ConfigProvider.getConfig();
        if (isSet(config, URL)) {
            return;
        }
        if (!isEmbeddedHere()) {
            throw new IllegalStateException(
                    "stagedoor.database.url (environment: STAGEDOOR_DATABASE_URL) must name a PostgreSQL database, such as postgresql://db:5432/stagedoor");
        }
        var directory = Path.of(
                config.getOptionalValue("stagedoor.data-dir", String.class).orElse("data"));
        var server = EmbeddedServer.start(directory);
        setUnlessSet(
                config,
                Map.of(
                        URL,
                        server.url(),
                        "stagedoor.database.username",
                        server.user(),
                        "stagedoor.database.password",
                        server.password(),
                        "stagedoor.database.owner-username",
                        server.owner(),
                        "stagedoor.database.owner-password",
                        server.password(),
                        "stagedoor.secret.key",
                        OwnerOnlyFile.secretIn(directory.resolve("secret.key")),
                        "stagedoor.loopback.enabled",
                        "true",
                        "stagedoor.upstream.allowed-networks",
                        "127.0.0.0/8,::1"));
    }

    private static void setUnlessSet(Config config, Map<String, String> values) {
        values.forEach((name, value) -> {
            if (!isSet(config, name)) {
                System.setProperty(name, value);
            }
        });
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class).isPresent();
    }

    private static boolean isEmbeddedHere() {
        try {
            Class.forName(EMBEDDED_SERVER, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
