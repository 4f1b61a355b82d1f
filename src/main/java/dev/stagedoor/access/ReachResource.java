package dev.stagedoor.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** The access graph as lists, from both ends: what a subject reaches, and who reaches a target. */
@Path("/api/auth")
@RegisterForReflection
class ReachResource {
    private final Reach reach;
    private final CurrentCaller caller;

    ReachResource(Reach reach, CurrentCaller caller) {
        this.reach = reach;
        this.caller = caller;
    }

    /**
     * What to list.
     *
     * @param type only targets of this type; all when left out
     * @param access only what is reached with this word; with any when left out
     * @param after the {@code next} of the page before
     */
    record Query(
            @QueryParam("type") String type,
            @QueryParam("access") String access,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        String typeOrEmpty() {
            return type == null
                    ? ""
                    : Words.read(TargetType.class, type, "type").name();
        }

        int wanted() {
            return access == null
                    ? 0
                    : AccessSet.of(Words.read(Access.class, access, "access")).bits();
        }

        String afterOrEmpty() {
            return after == null ? "" : after;
        }

        String afterType() {
            return after == null
                    ? ""
                    : Words.read(TargetType.class, TypedId.of(after, "after").type(), "after")
                            .name();
        }

        String afterId() {
            return after == null ? "" : TypedId.of(after, "after").id();
        }
    }

    /** Targets on a page; {@code next} is null on the last one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Targets(List<GrantedAccess> targets, String next) {}

    /** Principals on a page; {@code next} is null on the last one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Principals(List<Holder> principals, String next) {}

    /** A user, or an application as {@code app:<id>}, and what it may do. */
    @RegisterForReflection
    record Holder(GrantRequest.SubjectRef subject, List<Access> access) {}

    /**
     * What a subject reaches, {@code ?subject=USER:ann}, also a group or a role: every target that is there now with all that
     * may be done to it, whichever way it came. Admins about anybody, everybody about themselves.
     */
    @GET
    @Path("/reach")
    @AnyCaller(because = "admins may ask about anybody, a user about itself")
    public Uni<Targets> reach(@NotNull @QueryParam("subject") String subject, @BeanParam @Valid Query query) {
        return reach.of(caller.get(), TypedId.of(subject, "subject").asSubject(), query);
    }

    /** Who reaches a target, {@code ?target=INTEGRATION:openai:gpt-4o}: users and applications, not groups and roles. */
    @GET
    @Path("/reached-by")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Principals> reachedBy(@NotNull @QueryParam("target") String target, @BeanParam @Valid Query query) {
        return reach.by(TypedId.of(target, "target").asTarget(), query);
    }

    static Holder holder(ReachRepository.Held held) {
        return new Holder(
                GrantRequest.SubjectRef.of(Subject.user(held.principal())),
                held.access().words());
    }
}
