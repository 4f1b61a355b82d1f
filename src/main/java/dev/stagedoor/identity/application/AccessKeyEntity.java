package dev.stagedoor.identity.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "access_key")
class AccessKeyEntity {
    @Id
    String id;

    @Column(name = "application_id")
    String applicationId;

    @Column(name = "secret_hash")
    byte[] secretHash;

    @Enumerated(EnumType.STRING)
    AccessKey.Status status;

    @Column(name = "created_at")
    Instant createdAt;
}
