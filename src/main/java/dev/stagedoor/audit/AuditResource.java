package dev.stagedoor.audit;

import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Who changed what, and who was turned away. There is no way to change or remove an entry. */
@Path("/api/audit")
@RegisterForReflection
class AuditResource {
    /** The end of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    private final AuditRepository repository;

    AuditResource(AuditRepository repository) {
        this.repository = repository;
    }

    /**
     * What to look for; all that is left out matches everything.
     *
     * @param targetType a type of target, or {@code GROUP}, {@code MEMBERSHIP}, {@code ACCESS_KEY}, {@code GRANT}, {@code TAG},
     *     {@code PRICE}, {@code LIMIT}, until version 21 of the schema {@code TOKEN_LIMIT}
     * @param search a part of the actor, of the target's id, or of a value before or after, in any case; up to 200 characters
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive
     * @param before the {@code next} of the page before
     * @param limit entries on a page
     */
    record Query(
            @QueryParam("kind") @Pattern(regexp = "CHANGE|REFUSAL", message = "is neither CHANGE nor REFUSAL")
                    String kind,
            @QueryParam("actor") String actor,
            @QueryParam("targetType") String targetType,
            @QueryParam("targetId") String targetId,
            @QueryParam("action") String action,
            @QueryParam("search") @Size(max = 200) String search,
            @QueryParam("from") @Min(0) @Max(LATEST) Long from,
            @QueryParam("to") @Min(0) @Max(LATEST) Long to,
            @QueryParam("before") @Min(0) Long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {}

    /**
     * Entries that match, the newest first. A search looks at no more than 10,000 entries at a time:
     * its pages may hold fewer than asked for, even none, and it is over when there is no {@code next}.
     */
    @GET
    @RequiresPermission(Permission.ADMIN_MANAGEMENT)
    public Uni<AuditPage> find(@BeanParam @Valid Query query) {
        return repository.find(query);
    }
}
