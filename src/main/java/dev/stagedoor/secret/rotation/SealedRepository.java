package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.SealedTable;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.secret.SecretConfig;
import dev.stagedoor.secret.UnopenableException;
import dev.stagedoor.secret.rotation.Batch.Rewrapped;
import io.quarkus.arc.All;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that hold sealed values, in whichever table. */
@ApplicationScoped
class SealedRepository {
    private static final String COUNT =
            """
            select %d as number, %2$s_key_version as key_id, count(*) as held from %3$s
            where %2$s_key_version is not null group by 2
            """;

    /**
     * What another replica holds is its to re-wrap, what a save holds is found by the next look. Keys of rows stay free, so
     * that a model need not wait to be added to an integration.
     */
    private static final String FIND =
            """
            select id, %2$s_wrapped_key as wrapped_key from %1$s
            where %2$s_key_version = $1 and id > $2
            order by id limit $3 for no key update skip locked
            """;

    /** Neither the row's version nor that of the access graph: who reads or saves the row need not know. */
    private static final String SAVE =
            """
            update %1$s t set %2$s_key_version = $1, %2$s_wrapped_key = r.wrapped_key
            from unnest($2::uuid[], $3::bytea[]) as r (id, wrapped_key) where t.id = r.id
            """;

    private final Pool pool;
    private final Sealer sealer;
    private final List<SealedTable> tables;
    private final int currentKey;
    private final int batchSize;

    SealedRepository(Pool pool, Sealer sealer, @All List<SealedTable> tables, KeyRing ring, SecretConfig config) {
        this.pool = pool;
        this.sealer = sealer;
        this.tables = List.copyOf(tables);
        this.currentKey = ring.current().id();
        this.batchSize = config.rewrapBatch();
    }

    /** How much is under which key, in one statement. */
    Uni<List<Section>> sections() {
        var sql = IntStream.range(0, tables.size())
                .mapToObj(i ->
                        COUNT.formatted(i, tables.get(i).prefix(), tables.get(i).table()))
                .collect(Collectors.joining("union all\n"));
        return pool.query(sql).execute().map(rows -> {
            var sections = new ArrayList<Section>();
            rows.forEach(row -> sections.add(
                    new Section(tables.get(row.getInteger("number")), row.getInteger("key_id"), row.getLong("held"))));
            return sections;
        });
    }

    /**
     * Re-wraps the next rows of a section whose ids come after this one, in one transaction. The cipher works on a worker
     * thread: a batch takes it some ten milliseconds, and before it is compiled some hundred.
     */
    Uni<Batch> rewrap(Section section, UUID after) {
        return pool.withTransaction(connection -> find(connection, section, after)
                .chain(rows -> VertxContextSupport.executeBlocking(() -> rewrapped(section, rows)))
                .call(batch -> save(connection, section.table(), batch.rewrapped())));
    }

    private Uni<RowSet<Row>> find(SqlConnection connection, Section section, UUID after) {
        return connection
                .preparedQuery(filled(FIND, section.table()))
                .execute(Tuple.of(section.keyId(), after, batchSize));
    }

    private Batch rewrapped(Section section, RowSet<Row> rows) {
        var done = new ArrayList<Rewrapped>();
        var unopenable = new ArrayList<UnopenableException>();
        Optional<UUID> last = Optional.empty();
        for (var row : rows) {
            last = Optional.of(row.getUUID("id"));
            try {
                done.add(rewrapped(section, row));
            } catch (UnopenableException e) {
                unopenable.add(e);
            }
        }
        return new Batch(done, unopenable, last);
    }

    private Rewrapped rewrapped(Section section, Row row) {
        var id = row.getUUID("id");
        var place = section.table().placeOf(id.toString());
        return new Rewrapped(
                id, sealer.rewrap(section.keyId(), row.getBuffer("wrapped_key").getBytes(), place));
    }

    private Uni<Void> save(SqlConnection connection, SealedTable table, List<Rewrapped> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = batch.stream().map(Rewrapped::id).toArray(UUID[]::new);
        var wrappedKeys =
                batch.stream().map(row -> Buffer.buffer(row.wrappedKey())).toArray(Buffer[]::new);
        return connection
                .preparedQuery(filled(SAVE, table))
                .execute(Tuple.of(currentKey, ids, wrappedKeys))
                .replaceWithVoid();
    }

    private static String filled(String sql, SealedTable table) {
        return sql.formatted(table.table(), table.prefix());
    }
}
