package dev.stagedoor.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;

/**
 * A type of provider, as the definitions show it (IntegrationDef of the contract, section 2).
 *
 * @param configuration the fields of its form, in order
 */
public record ProviderType(
        String name,
        String type,
        String category,
        String categoryLabel,
        String description,
        boolean enabled,
        String iconName,
        Set<String> tags,
        List<Field> configuration) {
    public static final String AI_MODEL = "AI_MODEL";

    static ProviderType ofAiModels(
            String name, String type, String description, String iconName, Set<String> tags, Field... fields) {
        return new ProviderType(name, type, AI_MODEL, "AI / LLM", description, true, iconName, tags, List.of(fields));
    }

    /**
     * One field of the form.
     *
     * @param fieldName the key in an integration's configuration
     * @param fieldType {@code TEXT} or {@code PASSWORD}; a password is write-only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            String fieldName,
            String fieldType,
            String label,
            String description,
            String defaultValue,
            boolean optional) {
        static Field text(String name, String label, String description, String defaultValue) {
            return new Field(name, "TEXT", label, description, defaultValue, true);
        }

        static Field password(String name, String label, String description) {
            return new Field(name, "PASSWORD", label, description, null, false);
        }
    }
}
