package dev.stagedoor.vault;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Tags on named secrets (contract, section 1.14); 404 for a secret that is not there. */
@Path("/api/secrets/{key}/tags")
@RegisterForReflection
class SecretTagResource {
    private final Tags tags;
    private final Secrets secrets;
    private final CurrentCaller caller;

    SecretTagResource(Tags tags, Secrets secrets, CurrentCaller caller) {
        this.tags = tags;
        this.secrets = secrets;
        this.caller = caller;
    }

    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.SECRET, id = "{key}")
    public Uni<List<Tag>> all(@SecretName String key) {
        return secrets.tagsOf(key);
    }

    /** Adds; a key of a tag may carry several values. */
    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.SECRET, id = "{key}")
    public Uni<Void> add(@SecretName String key, @NotNull List<@NotNull @Valid Tag> list) {
        return secrets.tagsOf(key).chain(() -> tags.add(caller.get(), Target.secret(key), list));
    }

    /** Removes exactly these keys and values. */
    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.SECRET, id = "{key}")
    public Uni<Void> remove(@SecretName String key, @NotNull List<@NotNull @Valid Tag> list) {
        return secrets.tagsOf(key).chain(() -> tags.remove(Target.secret(key), list));
    }
}
