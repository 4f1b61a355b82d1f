package dev.stagedoor.vault;

import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.Sealer.Place;
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
@Table(name = SecretEntity.TABLE)
class SecretEntity {
    static final String TABLE = "secret";

    /** Begins the columns of the sealed value, and names it where it is sealed for. */
    static final String FIELD = "value";

    @Id
    UUID id;

    @Version
    int version;

    String name;

    @Embedded
    @AttributeOverride(name = "keyVersion", column = @Column(name = "value_key_version"))
    @AttributeOverride(name = "wrappedKey", column = @Column(name = "value_wrapped_key"))
    @AttributeOverride(name = "ciphertext", column = @Column(name = "value_ciphertext"))
    Sealed value;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    /** Where the value is sealed for. */
    Place place() {
        return new Place(TABLE, id.toString(), FIELD);
    }
}
