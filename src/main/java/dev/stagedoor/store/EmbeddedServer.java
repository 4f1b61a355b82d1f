package dev.stagedoor.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL server of this program's own: its data in one directory, reachable from this machine with a random
 * password. What it acknowledged survives {@code kill -9} of this program, of the server, or of both.
 */
public final class EmbeddedServer {
    private static final Logger LOG = Logger.getLogger(EmbeddedServer.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String OWNER = "postgres";
    private static final String USER = "stagedoor";
    private static final String DATABASE = "stagedoor";

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedServer(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Starts the server, making its directory first if there is none; one left by a killed program is stopped first. */
    public static EmbeddedServer start(Path directory) {
        try {
            Files.createDirectories(directory);
            lock(directory);
            var data = directory.resolve("postgresql");
            stopOrphan(data);
            return open(directory, data);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start in " + directory.toAbsolutePath(), e);
        }
    }

    /**
     * Held until this process ends, however it ends. A channel that nobody refers to is closed by the garbage collector,
     * and the lock goes with it; what a shutdown hook refers to stays, even when development mode loads us anew.
     */
    private static void lock(Path directory) throws IOException {
        var channel =
                FileChannel.open(directory.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LOG.debugf("Closing %s", channel), "store-lock"));
        if (!isLocked(channel)) {
            throw new IOException("Another Stagedoor uses this data directory");
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static EmbeddedServer open(Path directory, Path data) throws IOException {
        var password = OwnerOnlyFile.secretIn(directory.resolve("database.password"));
        var isSecured = HostRules.areIn(data);
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        directory.resolve("postgresql-program").toFile())
                .setPGStartupWait(START_LIMIT)
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("max_connections", "100");
        var server = new EmbeddedServer(builder.start(), password);
        server.prepare(data, isSecured);
        return server;
    }

    /**
     * A new server trusts everybody on this machine; from here on it asks for the password. The application logs in as a
     * role that owns nothing, so that it cannot rewrite its own audit.
     */
    private void prepare(Path data, boolean isSecured) throws IOException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            createUnlessThere(statement, "role " + USER, "pg_roles where rolname = '" + USER + "'");
            createUnlessThere(statement, "database " + DATABASE, "pg_database where datname = '" + DATABASE + "'");
            statement.execute("alter role " + USER + " login password '" + password + "'");
            if (!isSecured) {
                statement.execute("alter role " + OWNER + " password '" + password + "'");
                HostRules.write(data);
                statement.execute("select pg_reload_conf()");
            }
        } catch (SQLException e) {
            throw new IOException("The database could not be set up", e);
        }
    }

    private static void createUnlessThere(Statement statement, String what, String where) throws SQLException {
        try (var found = statement.executeQuery("select from " + where)) {
            if (found.next()) {
                return;
            }
        }
        statement.execute("create " + what);
    }

    private static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var process = ProcessHandle.of(pid);
        if (process.filter(EmbeddedServer::isPostgres).isPresent()) {
            LOG.infof("Stopping the PostgreSQL server %d that an earlier run left behind", pid);
            process.get().destroy();
            awaitEnd(process.get());
        } else if (process.isPresent()) {
            // Dead but not yet reaped, or the number is somebody else's by now: PostgreSQL would take it for alive.
            Files.delete(pidFile);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        var limit = Instant.now().plus(STOP_LIMIT);
        while (isPostgres(process)) {
            if (Instant.now().isAfter(limit)) {
                throw new IOException("The PostgreSQL server " + process.pid() + " of an earlier run does not stop");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            }
        }
    }

    public String url() {
        return "postgresql://localhost:" + server.getPort() + "/" + DATABASE;
    }

    /** The role that the application logs in as. */
    public String user() {
        return USER;
    }

    /** The role that owns the tables; it has the same password. */
    public String owner() {
        return OWNER;
    }

    public String password() {
        return password;
    }

    /** The lines of {@code pg_hba.conf}: who may connect from where, and how they prove who they are. */
    private static final class HostRules {
        private static final List<String> LINES = List.of(
                "# Written by Stagedoor: connections from this machine only, with the password.",
                "local all all scram-sha-256",
                "host all all 127.0.0.1/32 scram-sha-256",
                "host all all ::1/128 scram-sha-256");

        static boolean areIn(Path data) throws IOException {
            var file = data.resolve("pg_hba.conf");
            return Files.exists(file) && Files.readAllLines(file).equals(LINES);
        }

        static void write(Path data) throws IOException {
            Files.write(data.resolve("pg_hba.conf"), LINES);
        }
    }
}
