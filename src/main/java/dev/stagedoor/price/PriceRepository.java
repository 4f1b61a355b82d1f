package dev.stagedoor.price;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Prices as rows: one per model. Takes part in the caller's session or transaction. */
@ApplicationScoped
class PriceRepository {
    private static final String PRICED = " from integration i join model m on m.integration_id = i.id"
            + " where i.name = :integration and m.name = :model";

    private static final String FIND =
            """
            select p.input_nanos, p.cached_input_nanos, p.output_nanos, p.updated_by,
                   cast(extract(epoch from p.updated_at) * 1000 as bigint)
            from integration i join model m on m.integration_id = i.id left join model_price p on p.model_id = m.id
            where i.name = :integration and m.name = :model
            """;

    private static final String PUT =
            """
            insert into model_price (model_id, target_id, input_nanos, cached_input_nanos, output_nanos, updated_at, updated_by)
            select m.id, i.name || ':' || m.name, :input, :cachedInput, :output, now(), cast(:by as text)
            """
                    + PRICED
                    + """
                     on conflict (model_id) do update set
                        input_nanos = excluded.input_nanos,
                        cached_input_nanos = excluded.cached_input_nanos,
                        output_nanos = excluded.output_nanos,
                        updated_at = excluded.updated_at,
                        updated_by = excluded.updated_by
                    """;

    private static final String REMOVE = "delete from model_price where model_id in (select m.id" + PRICED + ")";

    /** The price of a model that is there; null for one that is not. */
    Uni<ModelPrice> find(String integration, String model) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter("integration", integration)
                        .setParameter("model", model)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : price(integration, model, row));
    }

    private static ModelPrice price(String integration, String model, Object[] row) {
        return new ModelPrice(
                integration, model, dollars(row[0]), dollars(row[1]), dollars(row[2]), (Long) row[4], (String) row[3]);
    }

    private static String dollars(Object nanos) {
        return nanos == null ? null : Dollars.text((Long) nanos);
    }

    /** How many rows that were: none when there is no such model. */
    Uni<Integer> put(String integration, String model, Price price, String by) {
        return Panache.getSession().chain(session -> session.createNativeQuery(PUT)
                .setParameter("integration", integration)
                .setParameter("model", model)
                .setParameter("input", price.input())
                .setParameter("cachedInput", price.cachedInput())
                .setParameter("output", price.output())
                .setParameter("by", by)
                .executeUpdate());
    }

    Uni<Integer> remove(String integration, String model) {
        return Panache.getSession().chain(session -> session.createNativeQuery(REMOVE)
                .setParameter("integration", integration)
                .setParameter("model", model)
                .executeUpdate());
    }
}
