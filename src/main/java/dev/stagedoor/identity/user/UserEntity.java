package dev.stagedoor.identity.user;

import dev.stagedoor.identity.TextMap;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

@Entity
@Table(name = "user_account")
class UserEntity {
    @Id
    String id;

    @Version
    int version;

    UUID uuid;

    String name;

    String[] roles;

    @Column(name = "claimed_roles")
    String[] claimedRoles;

    @Column(name = "claimed_at")
    Instant claimedAt;

    @Convert(converter = TextMap.class)
    Map<String, Object> contact;

    @Column(name = "created_at")
    Instant createdAt;

    static UserEntity named(String id) {
        var user = new UserEntity();
        user.id = id;
        user.uuid = UUID.randomUUID();
        user.name = id;
        user.roles = new String[0];
        user.claimedRoles = new String[0];
        user.contact = Map.of();
        user.createdAt = Instant.now();
        return user;
    }

    List<String> allRoles() {
        return Stream.concat(Stream.of(roles), Stream.of(claimedRoles))
                .distinct()
                .toList();
    }
}
