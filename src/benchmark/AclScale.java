import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * How long the access graph takes at two sizes, the second a hundred times the first, and by which plans. Run by
 * {@code src/benchmark/acl-scale}, which starts the program on an empty data directory.
 */
public final class AclScale {
    private static final int WARM_UP = Integer.getInteger("rounds", 1_000) / 3;
    private static final int ROUNDS = Integer.getInteger("rounds", 1_000);
    private static final int GRANTS_PER_GROUP = 90;
    private static final int HELD = 100;

    /** What one caller holds stays the same at both sizes: only what is none of its business grows. */
    private record Size(int integrations, int models, int users, int groups) {
        static final Size SMALL = new Size(100, 1_000, 1_000, 100);
        static final Size LARGE = new Size(10_000, 100_000, 100_000, 10_000);
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private final String base;
    private final Connection store;
    private final String admin;

    private AclScale(String base, String admin, Path data) throws IOException, SQLException {
        this.base = base;
        this.admin = admin;
        var port = Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(3);
        var password = Files.readString(data.resolve("database.password")).strip();
        this.store = DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/stagedoor", "postgres", password);
    }

    /** Arguments: base URL, admin API key, data directory. */
    public static void main(String... args) throws Exception {
        var benchmark = new AclScale(args[0], args[1], Path.of(args[2]));
        var results = new LinkedHashMap<String, String>();
        for (var size : List.of(Size.SMALL, Size.LARGE)) {
            benchmark.load(size);
            benchmark.measure(size).forEach((what, figures) -> results.merge(what, figures, (small, large) -> small + " | " + large));
        }
        System.out.println("| what | p50 ms, small | p99 ms, small | p50 ms, large | p99 ms, large |");
        System.out.println("| --- | --- | --- | --- | --- |");
        results.forEach((what, figures) -> System.out.println("| " + what + " | " + figures + " |"));
        benchmark.longList();
        benchmark.explain();
    }

    private void load(Size size) throws SQLException {
        var start = System.nanoTime();
        run("set session_replication_role = replica");
        for (var table : List.of("access_grant", "group_member", "user_account", "user_group", "model", "integration")) {
            run("delete from " + table + (table.equals("access_grant") ? " where subject_id not like 'app:%'" : ""));
        }
        run("insert into integration (id, version, name, type, category, enabled, configuration, created_at, created_by, updated_at, updated_by) "
                + "select md5('i' || n)::uuid, 0, 'int-' || n, 'loopback', 'AI_MODEL', true, '{}', now(), 'b', now(), 'b' from generate_series(1, " + size.integrations() + ") n");
        run("insert into model (id, version, integration_id, name, enabled, configuration, created_at, created_by, updated_at, updated_by) "
                + "select gen_random_uuid(), 0, md5('i' || (1 + n % " + size.integrations() + "))::uuid, 'model-' || n, true, '{}', now(), 'b', now(), 'b' from generate_series(1, " + size.models() + ") n");
        run("insert into user_account select 'user-' || n, 0, gen_random_uuid(), 'u', '{USER}', '{}', null, '{}', now() from generate_series(1, " + size.users() + ") n");
        run("insert into user_group select 'group-' || n, 0, 'g', '{}', '{}', '{}', now() from generate_series(1, " + size.groups() + ") n");
        run("insert into group_member select 'group-' || (1 + (n * k) % " + size.groups() + "), 'user-' || n, false from generate_series(1, " + size.users() + ") n, generate_series(1, 2) k on conflict do nothing");
        run("insert into access_grant select 'GROUP', 'group-' || g, case when k % 2 = 0 then 'INTEGRATION_PROVIDER' else 'INTEGRATION' end, "
                + "'int-' || (1 + (g * 91 + k * 37) % " + size.integrations() + ") || case when k % 2 = 0 then '' else ':model-' || (g * 91 + k * 37) % " + size.integrations() + " end, 6 "
                + "from generate_series(1, " + size.groups() + ") g, generate_series(0, " + (GRANTS_PER_GROUP - 1) + ") k");
        run("insert into access_grant select 'USER', 'user-' || n, 'INTEGRATION_PROVIDER', 'int-' || (1 + n % " + size.integrations() + "), 6 from generate_series(1, " + size.users() + ") n");
        run("delete from access_grant where subject_id = 'app:reader'");
        run("insert into application values ('reader', 0, 'reader', '{}', now(), 'b', now(), 'b') on conflict do nothing");
        run("insert into access_key values ('reader', 'reader', sha256('reader-secret'), 'ACTIVE', now()) on conflict do nothing");
        run("insert into access_grant select 'USER', 'app:reader', 'INTEGRATION_PROVIDER', 'int-' || n, 6 from generate_series(1, " + HELD / 2 + ") n");
        run("insert into access_grant select 'USER', 'app:reader', 'INTEGRATION', 'int-' || (1 + n % " + size.integrations() + ") || ':model-' || n, 6 from generate_series(51, " + (50 + HELD / 2) + ") n");
        run("update acl_version set version = version + 1");
        run("vacuum analyze");
        System.err.printf("Loaded %s in %d s: %s%n", size, (System.nanoTime() - start) / 1_000_000_000, counts());
    }

    private String counts() throws SQLException {
        try (var statement = store.createStatement();
                var row = statement.executeQuery(
                        "select (select count(*) from integration) || ' integrations, ' || (select count(*) from model) || ' models, ' || (select count(*) from user_account) || ' users, '"
                                + " || (select count(*) from user_group) || ' groups, ' || (select count(*) from group_member) || ' memberships, ' || (select count(*) from access_grant) || ' grants'")) {
            row.next();
            return row.getString(1);
        }
    }

    private Map<String, String> measure(Size size) throws Exception {
        var reader = "sd-reader.reader-secret";
        var figures = new LinkedHashMap<String, String>();
        figures.put("page of 50 integrations, filtered", time(reader, i -> get("/api/integrations/provider?limit=50")));
        figures.put("page of 50 integrations, admin", time(admin, i -> get("/api/integrations/provider?limit=50&after=int-" + i)));
        figures.put("models of one integration, filtered", time(reader, i -> get("/api/integrations/provider/int-" + (1 + i % 50) + "/integration?limit=50")));
        figures.put("list of callable models, filtered", time(reader, i -> get("/v1/models")));
        figures.put("look-up of an integration", time(reader, i -> get("/api/integrations/provider/int-" + (1 + i % 50))));
        figures.put("look-up of what is not there", time(reader, i -> get("/api/integrations/provider/absent-" + i)));
        figures.put("look-up of what is there and not the caller's", time(reader, i -> get("/api/integrations/provider/int-" + (51 + i % 50))));
        figures.put("grant", time(admin, i -> change("POST", size, i)));
        figures.put("revoke", time(admin, i -> change("DELETE", size, i)));
        figures.put("explain", time(admin, i -> get("/api/auth/explain?subject=USER:user-" + (1 + random.nextInt(size.users()))
                + "&target=INTEGRATION:int-" + (1 + random.nextInt(size.integrations())) + ":model-1&access=EXECUTE")));
        figures.put("what a user reaches, first page", time(admin, i -> get("/api/auth/reach?limit=50&subject=USER:user-" + (1 + random.nextInt(size.users())))));
        figures.put("who reaches a model, first page", time(admin, i -> get("/api/auth/reached-by?limit=50&target=INTEGRATION:int-" + (1 + random.nextInt(size.integrations())) + ":model-1")));
        return figures;
    }

    /** One integration with as many models as all others have together. */
    private void longList() throws Exception {
        run("insert into integration (id, version, name, type, category, enabled, configuration, created_at, created_by, updated_at, updated_by) "
                + "values (md5('long')::uuid, 0, 'long', 'loopback', 'AI_MODEL', true, '{}', now(), 'b', now(), 'b')");
        run("insert into model (id, version, integration_id, name, description, enabled, configuration, created_at, created_by, updated_at, updated_by) "
                + "select gen_random_uuid(), 0, md5('long')::uuid, 'vendor/model-' || n || '-instruct', 'A model of the family ' || n % 100 || ', good for many things', true, '{}', now(), 'b', now(), 'b' from generate_series(1, 100000) n");
        run("insert into access_grant values ('USER', 'app:reader', 'INTEGRATION_PROVIDER', 'long', 6)");
        run("update acl_version set version = version + 1");
        run("vacuum analyze");
        var pages = new LinkedHashMap<String, String>();
        pages.put("first page", "");
        pages.put("page from the middle", "&after=vendor/model-5%d");
        pages.put("search that one has", "&search=Model-9%d-");
        pages.put("search that a hundredth has", "&search=family%%20%d,");
        pages.put("search that all have", "&search=VENDOR&after=vendor/model-%d");
        pages.put("search that none has", "&search=nothing-like-%d");
        pages.put("search of two letters, that none has", "&search=zq");
        System.out.println("\n| 50 of 100,000 models of one integration | p50 ms | p99 ms |\n| --- | --- | --- |");
        for (var page : pages.entrySet()) {
            System.out.println("| " + page.getKey() + " | "
                    + time("sd-reader.reader-secret", i -> get("/api/integrations/provider/long/integration?limit=50" + page.getValue().formatted(10 + i % 90))) + " |");
        }
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpRequest.Builder change(String verb, Size size, int i) {
        var body = "{\"subject\": {\"type\": \"GROUP\", \"id\": \"group-%d\"}, \"target\": {\"type\": \"INTEGRATION_PROVIDER\", \"id\": \"int-%d\"}, \"access\": [\"DELETE\"]}"
                .formatted(1 + i % size.groups(), 1 + (i * 31) % size.integrations());
        return HttpRequest.newBuilder(URI.create(base + "/api/auth/authorization"))
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body));
    }

    private String time(String key, IntFunction<HttpRequest.Builder> call) throws Exception {
        var nanos = new long[ROUNDS];
        for (var i = -WARM_UP; i < ROUNDS; i++) {
            var request = call.apply(i + WARM_UP).header("X-Authorization", key).build();
            var start = System.nanoTime();
            var reply = http.send(request, BodyHandlers.ofString());
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
            if (reply.statusCode() != 200 && reply.statusCode() != 404) {
                throw new IllegalStateException(request.uri() + ": " + reply.statusCode() + " " + reply.body());
            }
        }
        Arrays.sort(nanos);
        return "%.2f | %.2f".formatted(nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6);
    }

    /** The plans of the statements that the program really sends, taken from its classes. */
    private void explain() throws Exception {
        var caller = "'app:reader'";
        plan("rights of a caller", sql("access.AclRepository", "ENTITLEMENTS").replace("$1", caller).replace("$2", "null"));
        plan("page of integrations, filtered", named(sql("integration.IntegrationRepository", "VISIBLE"), "principal", caller, "category", "''", "activeOnly", "true", "after", "''", "search", "''", "limit", "50"));
        plan("models counted for a page", named(sql("integration.IntegrationRepository", "COUNTS"), "names", "array(select 'int-' || n from generate_series(1, 50) n)", "every", "false", "principal", caller));
        plan("page of integrations, admin", named(sql("integration.IntegrationRepository", "EVERY"), "category", "''", "activeOnly", "true", "after", "'int-5'", "search", "''", "limit", "50"));
        plan("models of one integration, by grants on models", named(sql("model.ModelRepository", "REACHED_OF_ONE"), "principal", caller, "integrationId", "md5('i52')::uuid", "integration", "'int-52'", "activeOnly", "true", "after", "''", "search", "''", "limit", "50"));
        plan("models of one integration, a page", named(sql("model.ModelRepository", "ALL_OF_ONE"), "integrationId", "md5('long')::uuid", "activeOnly", "true", "after", "'vendor/model-5'", "search", "''", "limit", "50"));
        plan("models of one integration, searched", named(sql("model.ModelRepository", "ALL_OF_ONE"), "integrationId", "md5('long')::uuid", "activeOnly", "true", "after", "''", "search", "'%model-99999%'", "limit", "50"));
        plan("callable models", named(sql("model.ModelRepository", "CALLABLE").formatted(sql("model.ModelRepository", "REACHED")), "principal", caller, "bit", "4"));
        plan("route of a call", sql("model.RouteRepository", "ROUTE").replace("$1", "'int-5'").replace("$2", "'model-4'"));
        plan("memberships, for explain", sql("access.GraphRepository", "MEMBERSHIPS").replace("$1", "'USER'").replace("$2", "'user-77'"));
        plan("grant", named(sql("access.GrantRepository", "ADD"), "subjectType", "'GROUP'", "subjectId", "'group-7'", "targetType", "'INTEGRATION'", "targetId", "'int-1:m'", "access", "4"));
        plan("revoke", named(sql("access.GrantRepository", "REDUCE"), "subjectType", "'GROUP'", "subjectId", "'group-7'", "targetType", "'INTEGRATION'", "targetId", "'int-1:m'", "access", "4"));
        plan("what a user reaches", named(sql("access.ReachRepository", "REACH"), "type", "'USER'", "id", "'user-77'", "only", "''", "wanted", "0", "afterType", "''", "afterId", "''", "limit", "50"));
        plan("who reaches a model", named(sql("access.ReachRepository", "HOLDERS"), "type", "'INTEGRATION'", "id", "'int-77:model-1'", "wanted", "0", "after", "''", "limit", "50"));
    }

    private static String sql(String type, String constant) throws ReflectiveOperationException {
        var field = Class.forName("dev.stagedoor." + type).getDeclaredField(constant);
        field.setAccessible(true);
        return (String) field.get(null);
    }

    private static String named(String sql, String... values) {
        for (var i = 0; i < values.length; i += 2) {
            sql = sql.replaceAll(":" + values[i] + "\\b", values[i + 1]);
        }
        return sql;
    }

    private void plan(String what, String sql) throws SQLException {
        System.out.println("\n### " + what + "\n\n```");
        store.setAutoCommit(false);
        try (var statement = store.createStatement();
                var rows = statement.executeQuery("explain (analyze, buffers off, timing off, summary on) " + sql)) {
            while (rows.next()) {
                System.out.println(rows.getString(1));
            }
        } finally {
            store.rollback();
            store.setAutoCommit(true);
        }
        System.out.println("```");
    }

    private void run(String sql) throws SQLException {
        try (var statement = store.createStatement()) {
            statement.execute(sql);
        }
    }
}
