package dev.stagedoor.prompt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "prompt_version")
class PromptVersionEntity {
    @Id
    UUID id;

    @Version
    int version;

    String prompt;

    int number;

    String template;

    String description;

    String[] integrations;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    static PromptVersionEntity create(String prompt, int number, String by) {
        var entity = new PromptVersionEntity();
        entity.id = UUID.randomUUID();
        entity.prompt = prompt;
        entity.number = number;
        entity.integrations = new String[0];
        entity.createdAt = Instant.now();
        entity.createdBy = by;
        return entity;
    }

    void touch(String by) {
        updatedAt = Instant.now();
        updatedBy = by;
    }
}
