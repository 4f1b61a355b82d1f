package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.PostgresResource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every node does as it starts, after the migrations, which Flyway has them do one after the other. */
class ApplicationRightsTest {
    private static final String SCRIPT = "/db/migration/afterMigrate__Give_the_application_its_rights.sql";
    private static final String DATABASE = "application_rights";
    private static final int NODES = 8;
    private static final int STARTS = 50;

    private final PostgresResource.Server server = PostgresResource.server();

    @Test
    void shouldBeGivenByNodesThatStartAtOnce() throws Exception {
        try (var first = connection(server.url());
                var statement = first.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            statement.execute("create database " + DATABASE);
        }
        try (var owner = database();
                var statement = owner.createStatement();
                var nodes = Executors.newFixedThreadPool(NODES)) {
            statement.execute("create table audit_entry (id bigint); create table flyway_schema_history (id int)");
            var script = script();
            var together = new CyclicBarrier(NODES);
            Callable<Boolean> node = () -> start(script, together);

            for (var started :
                    nodes.invokeAll(Stream.generate(() -> node).limit(NODES).toList())) {
                assertThat(started.get()).isTrue();
            }
        }
    }

    private boolean start(String script, CyclicBarrier together) throws Exception {
        try (var owner = database();
                var statement = owner.createStatement()) {
            together.await(1, TimeUnit.MINUTES);
            for (var start = 0; start < STARTS; start++) {
                statement.execute(script);
            }
        }
        return true;
    }

    private String script() throws Exception {
        try (var file = ApplicationRightsTest.class.getResourceAsStream(SCRIPT)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${application}", server.application());
        }
    }

    private Connection database() throws SQLException {
        return connection(server.url().replaceAll("/[^/]*$", "/" + DATABASE));
    }

    private Connection connection(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, server.user(), server.password());
    }
}
