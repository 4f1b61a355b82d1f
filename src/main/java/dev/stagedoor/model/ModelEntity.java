package dev.stagedoor.model;

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
@Table(name = "model")
class ModelEntity {
    static final String TABLE = "model";

    @Id
    UUID id;

    @Version
    int version;

    @Column(name = "integration_id")
    UUID integrationId;

    String name;

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
}
