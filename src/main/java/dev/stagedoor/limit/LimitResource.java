package dev.stagedoor.limit;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.Words;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Limits on integrations ({@code INTEGRATION_PROVIDER}), models ({@code INTEGRATION}, {@code integration:model}), applications,
 * groups and users, and how full they are. The limit on the tokens of an integration or a model in a day, a week or a month
 * is the one that the contract calls TokenLimit.
 */
@Path("/api/limits")
@RegisterForReflection
class LimitResource {
    private static final Set<TargetType> LIMITED = EnumSet.of(
            TargetType.INTEGRATION_PROVIDER,
            TargetType.INTEGRATION,
            TargetType.APPLICATION,
            TargetType.GROUP,
            TargetType.USER);

    private final Limits limits;
    private final CurrentCaller caller;

    LimitResource(Limits limits, CurrentCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    /**
     * All limits, by what they are on.
     *
     * @param limit of how many things, up to 1,000
     * @param after {@code TYPE:id} of the last thing of the page before
     */
    @GET
    @RequiresPermission(Permission.ADMIN_MANAGEMENT)
    public Uni<List<LimitState>> all(
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(1000) int limit,
            @QueryParam("after") @DefaultValue("") String after) {
        var colon = after.indexOf(':');
        if (!after.isEmpty() && colon < 1) {
            throw new Problem.Invalid("after", "is written as TYPE:id");
        }
        return after.isEmpty()
                ? limits.after("", "", limit)
                : limits.after(after.substring(0, colon), after.substring(colon + 1), limit);
    }

    /** The limits that every call of the caller is held to: its own and those of its groups. */
    @GET
    @Path("/own")
    @AnyCaller(because = "everybody may know their own limits")
    public Uni<List<LimitState>> own() {
        return limits.ofCaller(caller.get());
    }

    /** The limits of one thing; 404 when there is no such thing. */
    @GET
    @Path("/{type}/{id}")
    @AnyCaller(
            because =
                    "the path says what it is about; it needs READ on that, USER_MANAGEMENT for users and groups of others")
    public Uni<List<LimitState>> get(String type, String id) {
        return limits.of(caller.get(), target(type, id));
    }

    /** Gives one thing these limits and no others. Those of an integration or a model need UPDATE on it, all others an ADMIN. */
    @PUT
    @Path("/{type}/{id}")
    @AnyCaller(because = "the path says what it is about; it needs UPDATE on that, ADMIN for those who call")
    public Uni<List<LimitState>> replace(String type, String id, @NotNull @Valid LimitsUpdate update) {
        return limits.replace(caller.get(), target(type, id), update);
    }

    /** Takes away all limits of one thing; where there are none that is no failure. */
    @DELETE
    @Path("/{type}/{id}")
    @AnyCaller(because = "the path says what it is about; it needs UPDATE on that, ADMIN for those who call")
    public Uni<Void> remove(String type, String id) {
        return limits.replace(caller.get(), target(type, id), new LimitsUpdate(List.of()))
                .replaceWithVoid();
    }

    private static Target target(String type, String id) {
        var read = Words.read(TargetType.class, type, "type");
        if (!LIMITED.contains(read)) {
            throw new Problem.Invalid("type", "'" + type + "' is not one of " + LIMITED);
        }
        if (read == TargetType.INTEGRATION && id.indexOf(':') < 1) {
            throw new Problem.Invalid("id", "names a model as integration:model");
        }
        if (id.indexOf('\0') >= 0) {
            throw new Problem.Invalid("id", "must not hold control characters");
        }
        return new Target(read, read == TargetType.USER ? Subject.user(id).id() : id);
    }
}
