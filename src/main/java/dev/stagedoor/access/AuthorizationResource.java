package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Grants (contract, section 1.12), and the question no SDK has: why. */
@Path("/api/auth")
@RegisterForReflection
class AuthorizationResource {
    private final Grants grants;
    private final AccessControl control;
    private final Explainer explainer;
    private final CurrentCaller caller;

    AuthorizationResource(Grants grants, AccessControl control, Explainer explainer, CurrentCaller caller) {
        this.grants = grants;
        this.control = control;
        this.explainer = explainer;
        this.caller = caller;
    }

    /**
     * Grants, in addition to what the subject has. 403 for what the caller does not hold itself.
     *
     * @param dryRun {@code true} to be told what would change instead
     */
    @POST
    @Path("/authorization")
    @AnyCaller(
            because = "the target is in the body; Grants checks that the caller may UPDATE it and holds what it gives")
    public Uni<Object> grant(
            @NotNull @Valid GrantRequest request, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return Boolean.parseBoolean(dryRun)
                ? grants.tryGrant(caller.get(), request.toGrant()).map(Function.identity())
                : grants.grant(caller.get(), request.toGrant()).replaceWith(new Message("Granted permission"));
    }

    /**
     * Takes back; what was not granted is no failure.
     *
     * @param dryRun {@code true} to be told what would change instead
     */
    @DELETE
    @Path("/authorization")
    @AnyCaller(because = "the target is in the body; Grants checks that the caller may UPDATE it")
    public Uni<Object> revoke(
            @NotNull @Valid GrantRequest request, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return Boolean.parseBoolean(dryRun)
                ? grants.tryRevoke(caller.get(), request.toGrant()).map(Function.identity())
                : grants.revoke(caller.get(), request.toGrant()).replaceWith(new Message("Removed permission"));
    }

    /**
     * Who has what on a target.
     *
     * @return with {@code groupBy=access} (the default) subjects by access word, all five words present; with
     *     {@code groupBy=subject} access words by {@code TYPE:id}
     */
    @GET
    @Path("/authorization/{type}/{id}")
    @AnyCaller(because = "the target's type is in the path; the caller needs READ on it")
    public Uni<Map<String, List<Object>>> on(
            String type, String id, @QueryParam("groupBy") @DefaultValue("access") String groupBy) {
        var target = GrantRequest.targetNamed(Words.read(TargetType.class, type, "type"), id, "id");
        var grouping = Words.read(Grouping.class, groupBy, "groupBy");
        return control.require(caller.get(), Access.READ, target)
                .chain(() -> grants.on(target))
                .map(list -> grouping == Grouping.SUBJECT ? bySubject(list) : byAccess(list));
    }

    private enum Grouping {
        ACCESS,
        SUBJECT
    }

    private static Map<String, List<Object>> byAccess(List<Grant> grants) {
        var byAccess = new EnumMap<Access, List<Object>>(Access.class);
        for (var access : Access.values()) {
            byAccess.put(
                    access,
                    grants.stream()
                            .filter(grant -> grant.access().has(access))
                            .<Object>map(grant -> GrantRequest.SubjectRef.of(grant.subject()))
                            .toList());
        }
        Map<String, List<Object>> reply = new LinkedHashMap<>();
        byAccess.forEach((access, subjects) -> reply.put(access.name(), subjects));
        return reply;
    }

    private static Map<String, List<Object>> bySubject(List<Grant> grants) {
        Map<String, List<Object>> reply = new LinkedHashMap<>();
        grants.forEach(grant ->
                reply.put(grant.subject().toString(), List.copyOf(grant.access().words())));
        return reply;
    }

    /** The grants given to one subject itself. Admins, or the subject. */
    @GET
    @Path("/subjects/{subjectType}/{subjectId}/grants")
    @AnyCaller(because = "admins may ask about anybody, a user about itself")
    public Uni<List<GrantedAccess>> of(
            String subjectType, String subjectId, @QueryParam("resourceType") String resourceType) {
        var subject = new Subject(Words.read(SubjectType.class, subjectType, "subjectType"), subjectId);
        var only = resourceType == null ? null : Words.read(TargetType.class, resourceType, "resourceType");
        return control.requireSelfOrAdmin(caller.get(), subject)
                .chain(() -> grants.of(subject))
                .map(list -> list.stream()
                        .filter(grant -> only == null || grant.target().type() == only)
                        .map(GrantedAccess::of)
                        .toList());
    }

    /** Takes back everything from one subject, or everything on one type of target. */
    @DELETE
    @Path("/subjects/{subjectType}/{subjectId}/grants")
    @RequiresPermission(dev.stagedoor.access.graph.Permission.AUTHORIZATION_MANAGEMENT)
    public Uni<Message> revokeAll(
            String subjectType, String subjectId, @QueryParam("resourceType") String resourceType) {
        var subject = new Subject(Words.read(SubjectType.class, subjectType, "subjectType"), subjectId);
        var only = resourceType == null ? null : Words.read(TargetType.class, resourceType, "resourceType");
        return grants.revokeAllOf(subject, only).replaceWith(new Message("Revoked grants"));
    }

    /**
     * Why a subject may or may not: {@code ?subject=USER:ann&target=INTEGRATION:openai:gpt-4o&access=EXECUTE}.
     * Admins about anybody, everybody about themselves.
     */
    @GET
    @Path("/explain")
    @AnyCaller(because = "admins may ask about anybody, a user about itself")
    public Uni<Explanation> explain(
            @NotNull @QueryParam("subject") String subject,
            @NotNull @QueryParam("target") String target,
            @NotNull @QueryParam("access") String access) {
        return explainer.explain(
                caller.get(),
                TypedId.of(subject, "subject").asSubject(),
                TypedId.of(target, "target").asTarget(),
                Words.read(Access.class, access, "access"));
    }
}
