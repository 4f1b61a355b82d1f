package dev.stagedoor.model;

import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Share;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The models that virtual models stand for, as rows. Takes part in the caller's transaction. */
@ApplicationScoped
class VirtualTargetRepository {
    private static final String FIND =
            """
            select i.name, m.name as model, m.id, i.type
            from unnest(cast(:integrations as text[]), cast(:models as text[])) as wanted (integration, model)
            join integration i on i.name = wanted.integration
            join model m on m.integration_id = i.id and m.name = wanted.model
            """;

    private static final String ADD =
            """
            insert into virtual_target (model_id, place, target_id, weight)
            select :virtual, row_number() over (order by place), target_id, weight
            from unnest(cast(:targets as uuid[]), cast(:weights as integer[]))
                with ordinality as listed (target_id, weight, place)
            """;

    /**
     * A model that is there.
     *
     * @param type that of its integration, as it was typed
     */
    record Found(UUID id, String type) {}

    /** Those of these that there are. */
    Uni<Map<Reference, Found>> find(List<Share> shares) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(
                                "integrations",
                                shares.stream()
                                        .map(share -> share.reference().integration())
                                        .toArray(String[]::new))
                        .setParameter(
                                "models",
                                shares.stream()
                                        .map(share -> share.reference().model())
                                        .toArray(String[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> new Reference((String) row[0], (String) row[1]),
                                row -> new Found((UUID) row[2], (String) row[3]))));
    }

    /** Makes the targets of a virtual model exactly these. */
    Uni<Void> replace(UUID virtual, List<UUID> targets, List<Integer> weights) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from virtual_target where model_id = :virtual")
                        .setParameter("virtual", virtual)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(ADD)
                                .setParameter("virtual", virtual)
                                .setParameter("targets", targets.toArray(UUID[]::new))
                                .setParameter("weights", weights.toArray(Integer[]::new))
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
