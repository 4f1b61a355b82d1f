package dev.stagedoor.prompt;

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

/** Tags on prompts (contract, section 1.8); all versions of a prompt carry the same. */
@Path("/api/prompts/{name}/tags")
@RegisterForReflection
class PromptTagResource {
    private final Tags tags;
    private final Prompts prompts;
    private final CurrentCaller caller;

    PromptTagResource(Tags tags, Prompts prompts, CurrentCaller caller) {
        this.tags = tags;
        this.prompts = prompts;
        this.caller = caller;
    }

    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.PROMPT, id = "{name}")
    public Uni<List<Tag>> all(String name) {
        return prompts.get(name).map(Prompt::tags);
    }

    /** Adds; a key may carry several values. */
    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.PROMPT, id = "{name}")
    public Uni<Void> add(String name, @NotNull List<@NotNull @Valid Tag> list) {
        return prompts.get(name).chain(() -> tags.add(caller.get(), Target.prompt(name), list));
    }

    /** Removes exactly these keys and values. */
    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.PROMPT, id = "{name}")
    public Uni<Void> remove(String name, @NotNull List<@NotNull @Valid Tag> list) {
        return prompts.get(name).chain(() -> tags.remove(Target.prompt(name), list));
    }
}
