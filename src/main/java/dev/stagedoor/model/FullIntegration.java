package dev.stagedoor.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.stagedoor.integration.Integration;
import dev.stagedoor.integration.IntegrationUpdate;
import dev.stagedoor.problem.Name;
import dev.stagedoor.tag.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** An integration together with its models, {@code apis} on the wire (contract, section 1.2). */
public record FullIntegration(@JsonUnwrapped Integration integration, List<Model> apis) {

    /** One integration of a bulk save, with its models and tags; what is left out stays as it is. */
    public record Update(
            @NotNull @Name(without = ":/") String name,
            String type,
            String category,
            @Size(max = 4096) String description,
            Boolean enabled,
            Map<String, Object> configuration,
            List<@NotNull @Valid ModelOfUpdate> apis,
            List<@NotNull @Valid Tag> tags) {
        IntegrationUpdate ofIntegration() {
            return new IntegrationUpdate(type, category, description, enabled, configuration);
        }

        List<ModelOfUpdate> models() {
            return apis == null ? List.of() : apis;
        }

        List<Tag> tagsToAdd() {
            return tags == null ? List.of() : tags;
        }
    }

    /** One model of a bulk save. */
    public record ModelOfUpdate(
            @JsonProperty("api") @NotNull @Name String name,
            @Size(max = 4096) String description,
            Boolean enabled,
            Map<String, Object> configuration,
            @PositiveOrZero Long maxTokens,
            String frequency) {
        ModelUpdate update() {
            return new ModelUpdate(description, enabled, configuration, maxTokens, frequency);
        }
    }
}
