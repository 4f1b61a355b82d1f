package dev.stagedoor.integration;

import dev.stagedoor.tag.Tag;
import java.util.List;
import java.util.Map;

/**
 * An integration as replies show it (contract, section 2); secrets masked, times in epoch milliseconds.
 *
 * @param modelsCount how many of its models the caller may READ
 */
public record Integration(
        String name,
        String type,
        String category,
        String description,
        boolean enabled,
        Map<String, Object> configuration,
        List<Tag> tags,
        long modelsCount,
        long createTime,
        long updateTime,
        String createdBy,
        String updatedBy) {

    static Integration of(
            IntegrationEntity entity, Map<String, Object> configuration, List<Tag> tags, long modelsCount) {
        return new Integration(
                entity.name,
                entity.type,
                entity.category,
                entity.description,
                entity.enabled,
                configuration,
                tags,
                modelsCount,
                entity.createdAt.toEpochMilli(),
                entity.updatedAt.toEpochMilli(),
                entity.createdBy,
                entity.updatedBy);
    }
}
