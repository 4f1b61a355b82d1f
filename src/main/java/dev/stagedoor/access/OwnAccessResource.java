package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the caller itself may do with what it sees: asked before a button is shown. */
@Path("/api/auth/access")
@RegisterForReflection
class OwnAccessResource {
    private static final int MOST = 200;

    private final AccessControl control;
    private final CurrentCaller caller;

    OwnAccessResource(AccessControl control, CurrentCaller caller) {
        this.control = control;
        this.caller = caller;
    }

    /**
     * The caller's own access to each of 1 to 200 targets, {@code ?target=INTEGRATION:openai:gpt-4o&target=PROMPT:hello}, by
     * the target as it was written. It is what the caller's rights say of the name, whether there is such a target or not: so
     * a target that is not there and one that is not the caller's both have none. 400 for what names no target.
     */
    @GET
    @AnyCaller(because = "everybody may know what they may do themselves")
    public Uni<Map<String, List<Access>>> of(
            @NotEmpty @Size(max = MOST, message = "must be given 1 to 200 times") @QueryParam("target")
                    List<String> target) {
        var named = target.stream()
                .distinct()
                .collect(Collectors.toMap(
                        text -> text,
                        text -> TypedId.of(text, "target").asTarget(),
                        (one, same) -> one,
                        LinkedHashMap::new));
        return control.onEach(caller.get(), named);
    }
}
