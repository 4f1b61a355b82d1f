package dev.stagedoor.identity.application;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class AccessKeyRepository implements PanacheRepositoryBase<AccessKeyEntity, String> {
    Uni<List<AccessKeyEntity>> of(String applicationId) {
        return list("applicationId = ?1 order by createdAt, id", applicationId);
    }
}
