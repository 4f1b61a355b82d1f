package dev.stagedoor.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a model costs, as replies show it: US dollars for a million tokens, as decimal texts, times in epoch milliseconds.
 * Where nobody has said so, only the names are there.
 *
 * @param api the model
 * @param input tokens of the prompt
 * @param cachedInput those of them that come from the provider's cache
 * @param output tokens of the completion, reasoning among them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record ModelPrice(
        String integrationName,
        String api,
        String input,
        String cachedInput,
        String output,
        Long updateTime,
        String updatedBy) {}
