package dev.stagedoor.identity.application;

import dev.stagedoor.tag.Tag;
import java.util.List;

/** An application as replies show it; times in epoch milliseconds (contract, section 2). */
public record Application(
        String id, String name, String createdBy, String updatedBy, long createTime, long updateTime, List<Tag> tags) {

    static Application of(ApplicationEntity entity, List<Tag> tags) {
        return new Application(
                entity.id,
                entity.name,
                entity.createdBy,
                entity.updatedBy,
                entity.createdAt.toEpochMilli(),
                entity.updatedAt.toEpochMilli(),
                tags);
    }
}
