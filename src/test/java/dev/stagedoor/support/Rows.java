package dev.stagedoor.support;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is stored, read behind the program's back, and changes as another replica would make them. */
public final class Rows {
    private static final List<String> TABLES = List.of(
            "integration",
            "model",
            "virtual_target",
            "user_account",
            "user_group",
            "group_member",
            "application",
            "access_key",
            "access_grant",
            "custom_role",
            "role_access",
            "tag",
            "usage_limit",
            "model_price",
            "provider_definition",
            "prompt",
            "prompt_version",
            "secret");

    private Rows() {}

    /** How many rows each table of the management API holds, and the version of the access graph. */
    public static Map<String, Long> all() {
        Map<String, Long> counts = new TreeMap<>();
        TABLES.forEach(table -> counts.put(table, number("select count(*) from " + table)));
        counts.put("acl_version", number("select version from acl_version"));
        return counts;
    }

    public static long number(String sql, Object... parameters) {
        return ((Number) one(sql, parameters)).longValue();
    }

    /** The first column of the first row. */
    public static Object one(String sql, Object... parameters) {
        try (var connection = open();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getObject(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How each call to this integration ended: outcome, status, tokens of prompt and completion and both, if any. */
    public static List<String> usageOf(String integration) {
        var rows = one(
                """
                select coalesce(array_agg(concat_ws(' ', outcome, status,
                    case when total_tokens > 0 then concat_ws(' ', prompt_tokens, completion_tokens, total_tokens) end,
                    case when estimated then 'estimated' end)), '{}')
                from usage_entry where integration = ?
                """,
                integration);
        return texts(rows);
    }

    private static List<String> texts(Object array) {
        try {
            return List.of((String[]) ((Array) array).getArray());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the access graph in one transaction, with its next version, unseen by this node. */
    public static void changeElsewhere(String sql, Object... parameters) {
        try (var connection = open()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(sql);
                    var next = connection.prepareStatement("update acl_version set version = version + 1")) {
                for (var i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                statement.execute();
                next.execute();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows of a query, each column as text. */
    public static List<List<String>> list(String sql) {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var list = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                list.add(row);
            }
            return list;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as the owner of the tables, in one transaction. */
    public static void runTogether(List<String> statements) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var sql : statements) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something while nobody else can read or write a table. */
    public static void whileLocked(String table, Runnable work) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table " + table + " in access exclusive mode");
            work.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement as the owner of the tables. */
    public static void run(String sql) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open() throws SQLException {
        var server = PostgresResource.server();
        return DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
    }
}
