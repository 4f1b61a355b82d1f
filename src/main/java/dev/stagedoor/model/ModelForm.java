package dev.stagedoor.model;

import dev.stagedoor.integration.Configuration;
import dev.stagedoor.integration.Configuration.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Checks what somebody filled in and carries it over to what is stored. */
@ApplicationScoped
class ModelForm {
    private final Configuration configuration;

    ModelForm(Configuration configuration) {
        this.configuration = configuration;
    }

    Map<String, Object> masked(ModelEntity entity) {
        return configuration.masked(entity.stored(), ModelEntity.TABLE, entity.id.toString());
    }

    ModelEntity create(String name, ModelUpdate update, String by) {
        var entity = new ModelEntity();
        entity.id = UUID.randomUUID();
        entity.name = name;
        entity.enabled = true;
        entity.store(Stored.EMPTY);
        entity.createdAt = Instant.now();
        entity.createdBy = by;
        change(entity, update, by);
        return entity;
    }

    void change(ModelEntity entity, ModelUpdate update, String by) {
        Optional.ofNullable(update.description()).ifPresent(description -> entity.description = description);
        Optional.ofNullable(update.enabled()).ifPresent(enabled -> entity.enabled = enabled);
        Optional.ofNullable(update.configuration())
                .ifPresent(sent -> entity.store(
                        configuration.update(entity.stored(), sent, ModelEntity.TABLE, entity.id.toString())));
        entity.updatedAt = Instant.now();
        entity.updatedBy = by;
    }
}
