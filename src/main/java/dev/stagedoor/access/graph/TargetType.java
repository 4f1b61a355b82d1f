package dev.stagedoor.access.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a grant can be given on (contract, section 2, TargetRef). Stagedoor keeps integrations, models, prompts,
 * applications and secrets itself; grants on the rest are stored for the workflow server that asks.
 */
public enum TargetType {
    WORKFLOW,
    WORKFLOW_DEF,
    WORKFLOW_SCHEDULE,
    EVENT_HANDLER,
    TASK_DEF,
    TASK_REF_NAME,
    TASK_ID,
    APPLICATION,
    USER,
    SECRET,
    ENV_VARIABLE,
    TAG,
    DOMAIN,
    INTEGRATION_PROVIDER,
    INTEGRATION,
    PROMPT,
    USER_FORM_TEMPLATE,
    SCHEMA,
    CLUSTER_CONFIG,
    WEBHOOK,
    API_GATEWAY_SERVICE,
    API_GATEWAY_SERVICE_ROUTE,
    AUTH_CONFIG,
    GROUP,
    ROLE,
    SERVICE_REGISTRY;

    public static Optional<TargetType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
