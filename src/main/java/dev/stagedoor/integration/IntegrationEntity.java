package dev.stagedoor.integration;

import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.secret.Sealed;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "integration")
class IntegrationEntity {
    static final String TABLE = "integration";

    @Id
    UUID id;

    @Version
    int version;

    String name;

    String type;

    String category;

    String description;

    boolean enabled;

    String configuration;

    @Embedded
    @AttributeOverride(name = "keyVersion", column = @Column(name = "credentials_key_version"))
    @AttributeOverride(name = "wrappedKey", column = @Column(name = "credentials_wrapped_key"))
    @AttributeOverride(name = "ciphertext", column = @Column(name = "credentials_ciphertext"))
    Sealed credentials;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    Stored stored() {
        return new Stored(configuration, credentials);
    }

    void store(Stored stored) {
        configuration = stored.open();
        credentials = stored.sealed();
    }

    /** The same row outside of any session: nothing done to it is ever stored. */
    IntegrationEntity copy() {
        var copy = new IntegrationEntity();
        copy.id = id;
        copy.name = name;
        copy.type = type;
        copy.category = category;
        copy.description = description;
        copy.enabled = enabled;
        copy.store(stored());
        copy.createdAt = createdAt;
        copy.createdBy = createdBy;
        return copy;
    }
}
