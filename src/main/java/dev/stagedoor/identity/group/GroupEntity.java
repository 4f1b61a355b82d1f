package dev.stagedoor.identity.group;

import dev.stagedoor.identity.TextMap;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;

@Entity
@Table(name = "user_group")
class GroupEntity {
    @Id
    String id;

    @Version
    int version;

    String description;

    String[] roles;

    @Convert(converter = TextMap.class)
    @Column(name = "default_access")
    Map<String, Object> defaultAccess;

    @Convert(converter = TextMap.class)
    Map<String, Object> contact;

    @Column(name = "created_at")
    Instant createdAt;
}
