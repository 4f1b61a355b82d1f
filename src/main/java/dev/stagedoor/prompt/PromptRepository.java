package dev.stagedoor.prompt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

@ApplicationScoped
class PromptRepository implements PanacheRepositoryBase<PromptEntity, String> {
    /** For whoever changes the prompt: the next one to do so waits, and then sees what was done. */
    Uni<PromptEntity> toChange(String name) {
        return findById(name, LockModeType.PESSIMISTIC_WRITE);
    }
}
