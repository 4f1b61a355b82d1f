package dev.stagedoor.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A provider type as forms see it (IntegrationDef of the contract, section 2).
 *
 * @param enabled whether new integrations can be made of it
 * @param configuration the fields of its form, in order
 */
@RegisterForReflection
public record Definition(
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
    private static final String AI_MODELS = "AI / LLM";

    /** The definition of a type that offers models and works. */
    public static Definition ofAiModels(
            String name, String type, String description, String iconName, Set<String> tags, List<Field> fields) {
        return new Definition(name, type, AI_MODEL, AI_MODELS, description, true, iconName, tags, fields);
    }

    /** The same, listed or not. */
    Definition listed(boolean isListed) {
        return new Definition(
                name, type, category, categoryLabel, description, isListed, iconName, tags, configuration);
    }

    /** The same, with the fields that every type has that is called over the network. */
    Definition withPatience() {
        var fields = Stream.concat(
                        configuration.stream().filter(field -> Patience.ofKey(field.fieldName())
                                .isEmpty()),
                        Patience.fields().stream())
                .toList();
        return new Definition(name, type, category, categoryLabel, description, enabled, iconName, tags, fields);
    }

    /**
     * One field of the form.
     *
     * @param fieldName the key in an integration's configuration
     * @param fieldType {@code TEXT}, {@code DROPDOWN} or {@code PASSWORD}; a password is write-only
     * @param defaultValue what is used where nothing is filled in; null for none
     * @param valueOptions what a {@code DROPDOWN} offers; null for other fields
     * @param advanced true for what few people need and forms may fold away; null for other fields
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            String fieldName,
            String fieldType,
            String label,
            String description,
            String defaultValue,
            List<Option> valueOptions,
            boolean optional,
            Boolean advanced) {
        /** One that has to be filled in, unless there is a default. */
        public static Field text(String name, String label, String description, String defaultValue) {
            return new Field(name, "TEXT", label, description, defaultValue, null, false, null);
        }

        /** One that has to be filled in and is never shown again. */
        public static Field password(String name, String label, String description) {
            return new Field(name, "PASSWORD", label, description, null, null, false, null);
        }

        /** One that offers these values and no other. */
        static Field dropdown(String name, String label, String description, Option... options) {
            return new Field(name, "DROPDOWN", label, description, options[0].value(), List.of(options), false, null);
        }

        /** The same, which may be left empty. */
        public Field orEmpty() {
            return new Field(fieldName, fieldType, label, description, defaultValue, valueOptions, true, advanced);
        }

        Field amongAdvanced() {
            return new Field(fieldName, fieldType, label, description, defaultValue, valueOptions, optional, true);
        }
    }

    /** One value of a {@code DROPDOWN}. */
    @RegisterForReflection
    public record Option(String label, String value) {}
}
