package dev.stagedoor.console;

import dev.stagedoor.standalone.StandaloneProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Fills a program's store for {@link ConsoleSpeed}, past its API, which would take an hour. */
final class LongList {
    static final String INTEGRATION = "long";
    static final int MODELS = 100_000;
    private static final int OTHERS = 60;
    private static final int MODELS_OF_OTHERS = 10;

    private static final String ADD_INTEGRATIONS =
            """
            insert into integration (id, version, name, type, category, enabled, configuration, created_at, created_by, updated_at, updated_by)
            select md5(name)::uuid, 0, name, 'openai', 'AI_MODEL', true, '{}', now(), 'b', now(), 'b'
            from (select '%s' as name union all select 'integration-' || n from generate_series(1, %d) n) named""";
    private static final String ADD_MODELS =
            """
            insert into model (id, version, integration_id, name, description, enabled, configuration, created_at, created_by, updated_at, updated_by)
            select gen_random_uuid(), 0, i.id, 'vendor/model-' || n || '-instruct',
                   'A model of the family ' || n %% 100 || ', good for many things', true, '{}', now(), 'b', now(), 'b'
            from integration i, generate_series(1, case i.name when '%s' then %d else %d end) n""";

    private LongList() {}

    static void fill(StandaloneProcess program) throws IOException, SQLException {
        var url = "jdbc:" + program.databaseUrl();
        try (var store = DriverManager.getConnection(
                url, "postgres", program.databasePassword().strip())) {
            run(store, "set session_replication_role = replica");
            run(store, ADD_INTEGRATIONS.formatted(INTEGRATION, OTHERS));
            run(store, ADD_MODELS.formatted(INTEGRATION, MODELS, MODELS_OF_OTHERS));
            run(store, "update acl_version set version = version + 1");
            run(store, "vacuum analyze");
        }
    }

    private static void run(Connection store, String sql) throws SQLException {
        try (var statement = store.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A name that one model has, another one every time. */
    static String model(int round) {
        return "vendor/model-9" + (1_000 + round) + "-instruct";
    }
}
