package dev.stagedoor.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * One change, or one refusal.
 *
 * @param id grows with time
 * @param at epoch milliseconds
 * @param kind {@code CHANGE} or {@code REFUSAL}
 * @param actor the principal; {@code stagedoor} for the program itself, {@code nobody} for a credential that was no good,
 *     {@code database <role>} for a change made behind the program's back
 * @param action {@code CREATE}, {@code UPDATE} or {@code DELETE}; of a refusal the request
 * @param changed the columns that differ
 * @param before the row as it was, with a mask for every secret; null for what is new
 * @param after the row as it is now; null for what is gone
 * @param reason what a refused caller was told
 * @param times how many equal refusals this stands for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record AuditEntry(
        long id,
        long at,
        String kind,
        String actor,
        String accessKeyId,
        String address,
        String action,
        String targetType,
        String targetId,
        List<String> changed,
        Map<String, Object> before,
        Map<String, Object> after,
        Integer status,
        String reason,
        int times) {}
