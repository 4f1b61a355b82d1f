package dev.stagedoor.identity.user;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, String> {
    Uni<List<UserEntity>> all() {
        return listAll(Sort.by("id"));
    }

    Uni<List<UserEntity>> named(Collection<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1 order by id", List.copyOf(ids));
    }
}
