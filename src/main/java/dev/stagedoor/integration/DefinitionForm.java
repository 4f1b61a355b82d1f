package dev.stagedoor.integration;

import dev.stagedoor.integration.DefinitionUpdate.FieldUpdate;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.Definition;
import dev.stagedoor.provider.Definition.Field;
import dev.stagedoor.provider.ProviderType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a definition that somebody wants to register: only what can work is taken. */
@ApplicationScoped
class DefinitionForm {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final int LONGEST_TEXT = 4096;
    private static final int MOST_TAGS = 20;

    private final Catalogue catalogue;

    DefinitionForm(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The definition in the words of the catalogue; {@code at} is where it stands in the request. */
    Definition read(DefinitionUpdate update, String at) {
        checkType(update.type(), at + ".type");
        if (!Definition.AI_MODEL.equalsIgnoreCase(update.category())) {
            throw new Problem.Invalid(
                    at + ".category", "must be " + Definition.AI_MODEL + ": no other kind can be called");
        }
        if (Boolean.FALSE.equals(update.enabled())) {
            throw new Problem.Invalid(at + ".enabled", "must not be false: what is registered is offered");
        }
        return Definition.ofAiModels(
                text(update.name(), update.type(), at + ".name"),
                update.type(),
                text(update.description(), "", at + ".description"),
                text(update.iconName(), "", at + ".iconName"),
                tags(update.tags(), at + ".tags"),
                fields(update.configuration(), at + ".configuration"));
    }

    /** Whether something can be registered under this name; the store need not be asked for any other. */
    static boolean canBeType(String name) {
        return TYPE.matcher(name).matches();
    }

    private void checkType(String type, String at) {
        if (type == null || !canBeType(type)) {
            throw new Problem.Invalid(at, "must be up to 100 letters, digits and any of _ . -");
        }
        if (catalogue.find(type).isPresent()) {
            throw new Problem.Invalid(at, "'" + type + "' is built in and cannot be replaced");
        }
    }

    private static List<Field> fields(List<FieldUpdate> updates, String at) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (var update : updates == null ? List.<FieldUpdate>of() : updates) {
            var field = at + "[" + fields.size() + "]";
            if (update == null) {
                throw new Problem.Invalid(field, "must not be null");
            }
            fields.add(field(update, field));
            if (!names.add(update.fieldName())) {
                throw new Problem.Invalid(field + ".fieldName", "'" + update.fieldName() + "' is given twice");
            }
        }
        if (!names.contains(ProviderType.ENDPOINT)) {
            throw new Problem.Invalid(at, "must have a field 'endpoint': the base URL of the OpenAI-shaped API");
        }
        return fields;
    }

    private static Field field(FieldUpdate update, String at) {
        return switch (update.fieldName()) {
            case ProviderType.ENDPOINT -> endpoint(update, at);
            case ProviderType.API_KEY -> key(update, at);
            case null, default ->
                throw new Problem.Invalid(
                        at + ".fieldName", "must be 'endpoint' or 'api_key': nothing else would be used");
        };
    }

    private static Field endpoint(FieldUpdate update, String at) {
        var usual = update.defaultValue() == null || update.defaultValue().isBlank() ? null : update.defaultValue();
        if (usual == null && update.optional()) {
            throw new Problem.Invalid(at + ".defaultValue", "is needed where the base URL may be left out");
        }
        if (usual != null && BaseUrl.of(usual, Map.of()).isEmpty()) {
            throw new Problem.Invalid(at + ".defaultValue", "is not an http(s) URL without user, query and fragment");
        }
        var field = Field.text(ProviderType.ENDPOINT, label(update, at, "Base URL"), help(update, at), usual);
        return update.optional() ? field.orEmpty() : field;
    }

    private static Field key(FieldUpdate update, String at) {
        if (update.defaultValue() != null) {
            throw new Problem.Invalid(at + ".defaultValue", "must not be given: definitions are open to everybody");
        }
        var field = Field.password(ProviderType.API_KEY, label(update, at, "API Key"), help(update, at));
        return update.optional() ? field.orEmpty() : field;
    }

    private static String label(FieldUpdate update, String at, String usual) {
        return text(update.label(), usual, at + ".label");
    }

    private static String help(FieldUpdate update, String at) {
        return text(update.description(), "", at + ".description");
    }

    private static Set<String> tags(Set<String> tags, String at) {
        if (tags == null) {
            return Set.of();
        }
        if (tags.size() > MOST_TAGS) {
            throw new Problem.Invalid(at, "must not be more than " + MOST_TAGS);
        }
        tags.forEach(tag -> text(tag, "", at));
        return tags;
    }

    private static String text(String given, String usual, String at) {
        if (given != null && (given.length() > LONGEST_TEXT || given.indexOf('\0') >= 0)) {
            throw new Problem.Invalid(at, "must not be longer than " + LONGEST_TEXT + " characters, none of them NUL");
        }
        return given == null || given.isBlank() ? usual : given;
    }
}
