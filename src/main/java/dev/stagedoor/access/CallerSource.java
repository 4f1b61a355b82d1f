package dev.stagedoor.access;

import io.smallrye.mutiny.Uni;

/** Tells who makes the current request; implemented where credentials are understood. */
public interface CallerSource {
    /** The caller; fails with 401 when there is no credential, or none that is valid. */
    Uni<Caller> caller();
}
