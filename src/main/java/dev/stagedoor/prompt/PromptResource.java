package dev.stagedoor.prompt;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.RequiresAccess.Creation;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Name;
import dev.stagedoor.wire.TextBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Prompts and their versions (contract, section 1.8). A prompt named {@code test} can be saved by PUT only. */
@Path("/api/prompts")
@RegisterForReflection
class PromptResource {
    private static final String VERSION = "[1-9][0-9]{0,8}";
    private static final String NO_VERSION = "is not a whole number from 1 to " + PromptUpdate.HIGHEST_VERSION;

    private final Prompts prompts;
    private final PromptChanges changes;
    private final TextBody bodies;
    private final CurrentCaller caller;

    PromptResource(Prompts prompts, PromptChanges changes, TextBody bodies, CurrentCaller caller) {
        this.prompts = prompts;
        this.changes = changes;
        this.bodies = bodies;
        this.caller = caller;
    }

    /**
     * What the query of a save says.
     *
     * @param models {@code integration:model}, repeated; they need not exist. Left out, the version keeps those it has
     */
    record SaveQuery(
            @QueryParam("description") @NotBlank @Size(max = PromptUpdate.LONGEST_DESCRIPTION) String description,
            @QueryParam("models") List<String> models,
            @QueryParam("version") @Pattern(regexp = VERSION, message = NO_VERSION) String version) {
        VersionChoice versionOr(VersionChoice otherwise) {
            return version == null ? otherwise : VersionChoice.exactly(Integer.parseInt(version));
        }
    }

    /** The latest version of each prompt that the caller may READ, by name; all of them by default. */
    @GET
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<Prompt>> all(@BeanParam @Valid Page page) {
        return prompts.visibleTo(caller.get(), page);
    }

    /**
     * Saves one after another and stops at the first that fails; those before it stay saved. A wrong field anywhere is 400
     * before the first. What the caller may neither UPDATE nor create is passed over in silence.
     */
    @POST
    @AnyCaller(because = "the prompts are in the body; each is checked like a single save")
    public Uni<Void> saveAll(@NotNull List<@NotNull @Valid PromptUpdate> updates) {
        return changes.saveAll(caller.get(), updates);
    }

    /** One version, by default the latest. */
    @GET
    @Path("/{name}")
    @RequiresAccess(value = Access.READ, on = TargetType.PROMPT, id = "{name}")
    public Uni<Prompt> get(
            String name, @QueryParam("version") @Pattern(regexp = VERSION, message = NO_VERSION) String version) {
        return version == null ? prompts.get(name) : prompts.get(name, Integer.parseInt(version));
    }

    /**
     * Saves the text in the body, raw or as a JSON string: as a new version with {@code autoIncrement}, else as the version
     * that is named, else as version 1. 400 without a description, 403 when the name belongs to somebody else.
     */
    @POST
    @Path("/{name}")
    @Consumes(MediaType.WILDCARD)
    @RequiresAccess(
            value = Access.UPDATE,
            on = TargetType.PROMPT,
            id = "{name}",
            whenAbsent = Creation.NEEDS_PERMISSION_TO_CREATE_PROMPTS)
    public Uni<Void> save(
            @Name(without = "/") String name,
            @BeanParam @Valid SaveQuery query,
            @QueryParam("autoIncrement") String autoIncrement,
            byte[] body) {
        var choice = Boolean.parseBoolean(autoIncrement) ? VersionChoice.NEXT : query.versionOr(VersionChoice.FIRST);
        return save(name, query, choice, body);
    }

    /** Saves the text in the body as the version that is named, else as the latest one; who made it, and when, stays. */
    @PUT
    @Path("/{name}")
    @Consumes(MediaType.WILDCARD)
    @RequiresAccess(
            value = Access.UPDATE,
            on = TargetType.PROMPT,
            id = "{name}",
            whenAbsent = Creation.NEEDS_PERMISSION_TO_CREATE_PROMPTS)
    public Uni<Void> update(@Name(without = "/") String name, @BeanParam @Valid SaveQuery query, byte[] body) {
        return save(name, query, query.versionOr(VersionChoice.LATEST), body);
    }

    private Uni<Void> save(String name, SaveQuery query, VersionChoice choice, byte[] body) {
        var update = PromptUpdate.of(name, bodies.read(body, "template"), query.description(), query.models());
        return changes.save(caller.get(), update, choice);
    }

    /** Deletes all versions, with the tags of the prompt and every grant on it. */
    @DELETE
    @Path("/{name}")
    @RequiresAccess(value = Access.DELETE, on = TargetType.PROMPT, id = "{name}")
    public Uni<Void> delete(String name) {
        return changes.delete(name);
    }

    /** All versions, the newest first. */
    @GET
    @Path("/{name}/versions")
    @RequiresAccess(value = Access.READ, on = TargetType.PROMPT, id = "{name}")
    public Uni<List<Prompt>> versions(String name) {
        return prompts.versions(name);
    }

    /** Deletes one version; with the last one the tags and grants go too. */
    @DELETE
    @Path("/{name}/versions/{version}")
    @RequiresAccess(value = Access.DELETE, on = TargetType.PROMPT, id = "{name}")
    public Uni<Void> deleteVersion(String name, @Pattern(regexp = VERSION, message = NO_VERSION) String version) {
        return changes.deleteVersion(name, Integer.parseInt(version));
    }
}
