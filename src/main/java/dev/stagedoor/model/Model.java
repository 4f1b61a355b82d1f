package dev.stagedoor.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.limit.Limit;
import dev.stagedoor.tag.Tag;
import java.util.List;
import java.util.Map;

/**
 * A model as replies show it: IntegrationApi of the contract, section 2. Secrets masked, times in epoch milliseconds.
 *
 * @param name called {@code api} on the wire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Model(
        String integrationName,
        @JsonProperty("api") String name,
        String description,
        Map<String, Object> configuration,
        boolean enabled,
        Long maxTokens,
        String frequency,
        List<Tag> tags,
        long createTime,
        long updateTime,
        String createdBy,
        String updatedBy) {

    static Model of(
            String integration, ModelEntity entity, Map<String, Object> configuration, Limit limit, List<Tag> tags) {
        return new Model(
                integration,
                entity.name,
                entity.description,
                configuration,
                entity.enabled,
                limit.maxTokens(),
                limit.frequency(),
                tags,
                entity.createdAt.toEpochMilli(),
                entity.updatedAt.toEpochMilli(),
                entity.createdBy,
                entity.updatedBy);
    }

    Target target() {
        return Target.model(integrationName, name);
    }
}
