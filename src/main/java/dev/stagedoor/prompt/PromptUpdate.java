package dev.stagedoor.prompt;

import dev.stagedoor.problem.Name;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to save of a prompt. The models and tags that are left out stay as they are; a new version begins with the models of
 * the latest one.
 *
 * @param version which version a bulk save means; the first when left out
 * @param integrations the models it is meant for, {@code integration:model}; they need not exist
 * @param tags to add
 */
record PromptUpdate(
        @NotNull @Name(without = "/") String name,
        @NotNull String template,
        @NotBlank @Size(max = LONGEST_DESCRIPTION) String description,
        @Min(1) @Max(HIGHEST_VERSION) Integer version,
        List<String> integrations,
        List<@NotNull @Valid Tag> tags) {
    static final int LONGEST_DESCRIPTION = 4096;
    static final int HIGHEST_VERSION = 999_999_999;

    /** An integration, a colon and a model. */
    private static final int LONGEST_MODEL = 511;

    /** An update of one prompt, by what its request says in path, query and body. */
    static PromptUpdate of(String name, String template, String description, List<String> models) {
        return new PromptUpdate(name, template, description, null, models.isEmpty() ? null : models, null);
    }

    List<Tag> tagsToAdd() {
        return tags == null ? List.of() : tags;
    }

    /** The models to name from now on, each once; those it has when none were sent. A blank one names nothing. */
    String[] integrationsOr(String[] stored) {
        return integrations == null ? stored : named().distinct().sorted().toArray(String[]::new);
    }

    private Stream<String> named() {
        return integrations.stream().filter(model -> model != null && !model.isBlank());
    }

    /**
     * Checks what annotations cannot.
     *
     * @param models how the caller knows the field of the models
     */
    PromptUpdate checked(String models) {
        if (template.isBlank()) {
            throw new Problem.Invalid("template", "must not be blank");
        }
        if (template.length() > PromptText.LONGEST) {
            throw new Problem.Invalid("template", "must not be longer than " + PromptText.LONGEST + " characters");
        }
        if (template.indexOf('\0') >= 0) {
            throw new Problem.Invalid("template", "must not hold the character U+0000");
        }
        if (integrations != null && named().anyMatch(PromptUpdate::cannotNameAModel)) {
            throw new Problem.Invalid(models, "must be names of up to " + LONGEST_MODEL + " printable characters");
        }
        return this;
    }

    private static boolean cannotNameAModel(String text) {
        return text.length() > LONGEST_MODEL || text.codePoints().anyMatch(Character::isISOControl);
    }
}
