package dev.stagedoor.access.graph;

import java.util.Arrays;
import java.util.Optional;

/** What a role allows without a grant on a single target (contract, section 5). */
public enum Permission {
    ADMIN_MANAGEMENT,
    API_GATEWAY_MANAGEMENT,
    API_GATEWAY_VIEW,
    APPLICATION_MANAGEMENT,
    AUTHORIZATION_MANAGEMENT,
    BULK_MANAGEMENT,
    CREATE_APPLICATION,
    CREATE_INTEGRATION,
    CREATE_PROMPT,
    CREATE_SECRET,
    CREATE_TASK_DEF,
    CREATE_USER_FORM_TEMPLATE,
    CREATE_WORKFLOW_DEF,
    EVENT_HANDLER_MANAGEMENT,
    METADATA_MANAGEMENT,
    METADATA_VIEW,
    PERMISSION_MANAGEMENT,
    PROMPT_MANAGEMENT,
    PUBLISHER_MANAGEMENT,
    SCHEDULE_MANAGEMENT,
    USER_MANAGEMENT,
    WORKFLOW_MANAGEMENT,
    WORKFLOW_SEARCH;

    public static Optional<Permission> named(String name) {
        return Arrays.stream(values())
                .filter(permission -> permission.name().equals(name))
                .findFirst();
    }
}
