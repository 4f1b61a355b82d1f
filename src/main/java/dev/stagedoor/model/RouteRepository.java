package dev.stagedoor.model;

import dev.stagedoor.integration.Configuration;
import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Share;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.price.Price;
import dev.stagedoor.resilience.Guard;
import dev.stagedoor.resilience.Guards;
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
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Reads routes, each in one statement together with the version of the access graph that it is true of. */
@ApplicationScoped
class RouteRepository {
    private static final String ROUTE =
            """
            select v.version, i.id, i.type, d.definition, i.configuration, m.configuration as model_configuration,
                   i.credentials_key_version, i.credentials_wrapped_key, i.credentials_ciphertext,
                   i.enabled and m.enabled as is_active, m.created_at,
                   p.input_nanos, coalesce(p.cached_input_nanos, p.input_nanos) as cached_input_nanos, p.output_nanos,
                   array(select t.key || ':' || t.value from tag t
                         where t.target_type = 'INTEGRATION_PROVIDER' and t.target_id = $1
                            or t.target_type = 'INTEGRATION' and t.target_id = $1 || ':' || $2) as tags,
                   array(select ti.name || ':' || tm.name from virtual_target vt join model tm on tm.id = vt.target_id
                         join integration ti on ti.id = tm.integration_id
                         where vt.model_id = m.id order by vt.place) as targets,
                   array(select vt.weight from virtual_target vt where vt.model_id = m.id order by vt.place) as weights
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
    private final Guards guards;

    RouteRepository(Pool pool, Configuration configuration, Upstreams upstreams, Guards guards) {
        this.pool = pool;
        this.configuration = configuration;
        this.upstreams = upstreams;
        this.guards = guards;
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
                        price(row),
                        guard(reference, row));
    }

    private Guard guard(Reference reference, Row row) {
        return guards.of(
                reference.integration(), row.getUUID("id"), new JsonObject(row.getString("configuration")).getMap());
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
        return upstreams.isVirtual(row.getString("type")) ? virtual(row) : real(row);
    }

    private static Upstream virtual(Row row) {
        var configured = new JsonObject(row.getString("model_configuration"));
        var targets = row.getArrayOfStrings("targets");
        var weights = row.getArrayOfIntegers("weights");
        return new Upstream.Virtual(
                Strategy.read(configured.getValue("strategy")),
                IntStream.range(0, targets.length)
                        .mapToObj(i -> new Share(Reference.read(targets[i]), weights[i]))
                        .toList());
    }

    private Upstream real(Row row) {
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
