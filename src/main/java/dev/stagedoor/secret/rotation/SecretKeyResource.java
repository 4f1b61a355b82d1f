package dev.stagedoor.secret.rotation;

import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.secret.KeyRing;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** How far a change of the key-encryption key is, for whoever carries it out. */
@Path("/api/secret-keys")
@RegisterForReflection
class SecretKeyResource {
    private final SealedRepository repository;
    private final KeyRing ring;
    private final Progress progress;

    SecretKeyResource(SealedRepository repository, KeyRing ring, Progress progress) {
        this.repository = repository;
        this.ring = ring;
        this.progress = progress;
    }

    /** The keys configured here and those that something is stored under, counted now. */
    @GET
    @RequiresPermission(Permission.ADMIN_MANAGEMENT)
    public Uni<SecretKeys> all() {
        return repository.sections().map(sections -> SecretKeys.of(sections, ring, progress.isUnderWay()));
    }
}
