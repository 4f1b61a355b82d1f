package dev.stagedoor.identity.application;

/** An access key as replies show it: never its secret. {@code createdAt} in epoch milliseconds. */
public record AccessKey(String id, long createdAt, Status status) {
    /** A paused key is {@code INACTIVE}: nobody gets in with it, nor with tokens made from it, until it is resumed. */
    public enum Status {
        ACTIVE,
        INACTIVE;

        Status flipped() {
            return this == ACTIVE ? INACTIVE : ACTIVE;
        }
    }

    static AccessKey of(AccessKeyEntity entity) {
        return new AccessKey(entity.id, entity.createdAt.toEpochMilli(), entity.status);
    }
}
