package dev.stagedoor.access.graph;

import static dev.stagedoor.access.graph.Permission.*;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The system roles and what each may do beside its grants (contract, section 5). */
public enum Role {
    ADMIN(
            ADMIN_MANAGEMENT,
            API_GATEWAY_MANAGEMENT,
            API_GATEWAY_VIEW,
            APPLICATION_MANAGEMENT,
            AUTHORIZATION_MANAGEMENT,
            BULK_MANAGEMENT,
            EVENT_HANDLER_MANAGEMENT,
            METADATA_MANAGEMENT,
            METADATA_VIEW,
            PERMISSION_MANAGEMENT,
            PROMPT_MANAGEMENT,
            PUBLISHER_MANAGEMENT,
            SCHEDULE_MANAGEMENT,
            USER_MANAGEMENT,
            WORKFLOW_MANAGEMENT,
            WORKFLOW_SEARCH,
            CREATE_APPLICATION,
            CREATE_INTEGRATION,
            CREATE_PROMPT,
            CREATE_SECRET),
    USER(
            API_GATEWAY_MANAGEMENT,
            API_GATEWAY_VIEW,
            CREATE_APPLICATION,
            CREATE_INTEGRATION,
            CREATE_PROMPT,
            CREATE_SECRET,
            CREATE_TASK_DEF,
            CREATE_USER_FORM_TEMPLATE,
            CREATE_WORKFLOW_DEF,
            WORKFLOW_SEARCH),
    METADATA_MANAGER(
            API_GATEWAY_MANAGEMENT,
            API_GATEWAY_VIEW,
            CREATE_INTEGRATION,
            CREATE_PROMPT,
            CREATE_SECRET,
            METADATA_MANAGEMENT,
            METADATA_VIEW),
    WORKFLOW_MANAGER(WORKFLOW_MANAGEMENT, WORKFLOW_SEARCH),
    USER_READ_ONLY(METADATA_VIEW, API_GATEWAY_VIEW, WORKFLOW_SEARCH),
    WORKER(),
    METADATA_API(CREATE_TASK_DEF, CREATE_USER_FORM_TEMPLATE, CREATE_WORKFLOW_DEF),
    APPLICATION_CREATOR(CREATE_APPLICATION),
    UNRESTRICTED_WORKER(),
    APPLICATION_MANAGER(APPLICATION_MANAGEMENT, CREATE_APPLICATION),
    PROMPT_MANAGER(PROMPT_MANAGEMENT, CREATE_PROMPT);

    private static final Set<Role> FREE_FOR_APPLICATIONS = EnumSet.of(WORKER, METADATA_API, APPLICATION_CREATOR);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Set.of(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** Whether anybody who manages an application may give it this role; the others are an admin's to give. */
    public boolean isFreeForApplications() {
        return FREE_FOR_APPLICATIONS.contains(this);
    }

    public static Optional<Role> named(String name) {
        for (var role : values()) {
            if (role.name().equalsIgnoreCase(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
