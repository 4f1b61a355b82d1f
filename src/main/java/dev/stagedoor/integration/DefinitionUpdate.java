package dev.stagedoor.integration;

import java.util.List;
import java.util.Set;

/**
 * A provider type to register (IntegrationDef of the contract, section 2): a server that speaks OpenAI's API.
 *
 * @param configuration {@code endpoint}, required or with a default, and {@code api_key} where there is one
 */
public record DefinitionUpdate(
        String name,
        String type,
        String category,
        String description,
        Boolean enabled,
        String iconName,
        Set<String> tags,
        List<FieldUpdate> configuration) {

    /** One field of its form. */
    public record FieldUpdate(
            String fieldName, String label, String description, String defaultValue, boolean optional) {}
}
