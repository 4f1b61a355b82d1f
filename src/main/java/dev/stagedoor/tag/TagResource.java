package dev.stagedoor.tag;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Words;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Name;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tags over all that carries any (contract, section 1.14). */
@Path("/api/metadata/tags")
@RegisterForReflection
class TagResource {
    private static final String ONLY_VISIBLE = "only tags on what the caller may READ are looked at";

    private final VisibleTags tags;
    private final CurrentCaller caller;

    TagResource(VisibleTags tags, CurrentCaller caller) {
        this.tags = tags;
        this.caller = caller;
    }

    /** Every tag, once. */
    @GET
    @AnyCaller(because = ONLY_VISIBLE)
    public Uni<List<Tag>> all() {
        return tags.all(caller.get());
    }

    /** Every tag and type of resource, with how many of that type carry the tag. */
    @GET
    @Path("/grouped")
    @AnyCaller(because = ONLY_VISIBLE)
    public Uni<List<TagCount>> grouped() {
        return tags.counts(caller.get());
    }

    /** What carries this tag. All three are required; 400 for a type that is none. */
    @GET
    @Path("/resources")
    @AnyCaller(because = ONLY_VISIBLE)
    public Uni<List<TaggedTarget>> resources(
            @NotNull @Name @QueryParam("tagKey") String tagKey,
            @NotNull @Name @QueryParam("tagValue") String tagValue,
            @NotNull @QueryParam("resourceType") String resourceType) {
        return tags.carriers(
                caller.get(), new Tag(tagKey, tagValue), Words.read(TargetType.class, resourceType, "resourceType"));
    }
}
