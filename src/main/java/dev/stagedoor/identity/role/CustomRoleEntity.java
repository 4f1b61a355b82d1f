package dev.stagedoor.identity.role;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;

@Entity
@Table(name = "custom_role")
class CustomRoleEntity {
    /** In upper case. */
    @Id
    String name;

    @Version
    int version;

    /** As it was typed. */
    String title;

    String[] permissions;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    RoleView view() {
        return RoleView.of(title, List.of(permissions));
    }
}
