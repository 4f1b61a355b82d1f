package dev.stagedoor.integration;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class DefinitionRepository implements PanacheRepositoryBase<DefinitionEntity, String> {
    private static final String IS_USED =
            "select exists (select from integration where lower(type collate \"C\") = :type)";

    Uni<List<DefinitionEntity>> all() {
        return listAll(Sort.by("type"));
    }

    /** Whether there are integrations of this type. */
    Uni<Boolean> isUsed(String type) {
        return getSession().chain(session -> session.createNativeQuery(IS_USED, Boolean.class)
                .setParameter("type", type)
                .getSingleResult());
    }
}
