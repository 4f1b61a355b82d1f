package dev.stagedoor.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.TargetType;
import java.util.List;

/**
 * One grant of a subject (contract, section 2).
 *
 * @param tag {@code key:value} where the right comes from a tag; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrantedAccess(GrantRequest.TargetRef target, List<Access> access, String tag) {
    static GrantedAccess of(Grant grant) {
        var tag = grant.target().type() == TargetType.TAG ? grant.target().id() : null;
        return new GrantedAccess(
                GrantRequest.TargetRef.of(grant.target()), grant.access().words(), tag);
    }

    /** All direct grants of one subject. */
    public record Listing(List<GrantedAccess> grantedAccess) {
        public static Listing of(List<Grant> grants) {
            return new Listing(grants.stream().map(GrantedAccess::of).toList());
        }
    }
}
