package dev.stagedoor.prompt;

import dev.stagedoor.tag.Tag;
import java.util.List;

/**
 * One version of a prompt as replies show it: MessageTemplate of the contract, section 2. Times in epoch milliseconds.
 *
 * @param variables the names of the placeholders {@code ${name}} in the template
 * @param integrations the models it is meant for, {@code integration:model}, as they were named; they need not exist
 */
public record Prompt(
        String name,
        String template,
        String description,
        List<String> variables,
        List<String> integrations,
        List<Tag> tags,
        int version,
        long createTime,
        long updateTime,
        String createdBy,
        String updatedBy) {

    static Prompt of(PromptVersionEntity entity, List<Tag> tags) {
        return new Prompt(
                entity.prompt,
                entity.template,
                entity.description,
                new PromptText(entity.template).variables(),
                List.of(entity.integrations),
                tags,
                entity.number,
                entity.createdAt.toEpochMilli(),
                entity.updatedAt.toEpochMilli(),
                entity.createdBy,
                entity.updatedBy);
    }
}
