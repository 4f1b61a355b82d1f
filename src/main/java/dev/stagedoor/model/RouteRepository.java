package dev.stagedoor.model;

import dev.stagedoor.integration.Configuration;
import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.price.Price;
import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.UnopenableException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads routes, each in one statement together with the version of the access graph that it is true of. */
@ApplicationScoped
class RouteRepository {
    private static final String ROUTE =
            """
            select v.version, i.id, i.type, d.definition, i.configuration,
                   i.credentials_key_version, i.credentials_wrapped_key, i.credentials_ciphertext,
                   i.enabled and m.enabled as is_active, m.created_at,
                   p.input_nanos, coalesce(p.cached_input_nanos, p.input_nanos) as cached_input_nanos, p.output_nanos,
                   array(select t.key || ':' || t.value from tag t
                         where t.target_type = 'INTEGRATION_PROVIDER' and t.target_id = $1
                            or t.target_type = 'INTEGRATION' and t.target_id = $1 || ':' || $2) as tags
            from acl_version v
            left join (integration i join model m on m.integration_id = i.id and m.name = $2) on i.name = $1
            left join model_price p on p.model_id = m.id
            left join provider_definition d on d.type = lower(i.type collate "C")
            """;

    private static final String OFFERING =
            """
            select v.version,
                   array(select i.name from model m join integration i on i.id = m.integration_id
                         where m.name = $1 order by i.name) as integrations
            from acl_version v
            """;

    private static final Logger LOG = Logger.getLogger(RouteRepository.class);

    private final Pool pool;
    private final Configuration configuration;
    private final Upstreams upstreams;

    RouteRepository(Pool pool, Configuration configuration, Upstreams upstreams) {
        this.pool = pool;
        this.configuration = configuration;
        this.upstreams = upstreams;
    }

    /** Which integrations offer a model of this name. */
    record Offering(long version, List<String> integrations) {}

    Uni<Route> route(Reference reference) {
        return pool.preparedQuery(ROUTE)
                .execute(Tuple.of(reference.integration(), reference.model()))
                .map(rows -> route(reference, rows.iterator().next()));
    }

    Uni<Offering> offering(String model) {
        return pool.preparedQuery(OFFERING)
                .execute(Tuple.of(model))
                .map(rows -> rows.iterator().next())
                .map(row -> new Offering(row.getLong("version"), List.of(row.getArrayOfStrings("integrations"))));
    }

    private Route route(Reference reference, Row row) {
        var version = row.getLong("version");
        return row.getUUID("id") == null
                ? new Route.Absent(version)
                : new Route.Found(
                        version,
                        reference,
                        row.getBoolean("is_active"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        List.of(row.getArrayOfStrings("tags")),
                        opened(reference, row),
                        price(row));
    }

    private static Optional<Price> price(Row row) {
        return Optional.ofNullable(row.getLong("input_nanos"))
                .map(input -> new Price(input, row.getLong("cached_input_nanos"), row.getLong("output_nanos")));
    }

    /** Whether they open or not, a caller who may not call must get the same answer as if there were no such model. */
    private Optional<Upstream> opened(Reference reference, Row row) {
        try {
            return Optional.of(upstream(row));
        } catch (UnopenableException e) {
            LOG.errorf("The integration '%s' cannot be called. %s", reference.integration(), e.getMessage());
            return Optional.empty();
        }
    }

    private Upstream upstream(Row row) {
        var open = row.getString("configuration");
        var secrets = configuration.secrets(
                new Stored(open, sealed(row)), "integration", row.getUUID("id").toString());
        return upstreams.of(
                row.getString("type"), Optional.ofNullable(row.getString("definition")), new JsonObject(open), secrets);
    }

    private static Sealed sealed(Row row) {
        var keyVersion = row.getInteger("credentials_key_version");
        return keyVersion == null
                ? null
                : new Sealed(
                        keyVersion,
                        row.getBuffer("credentials_wrapped_key").getBytes(),
                        row.getBuffer("credentials_ciphertext").getBytes());
    }
}
