package dev.stagedoor.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Entries, the newest first.
 *
 * @param next what to send as {@code before} for the entries that follow; null when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record AuditPage(List<AuditEntry> entries, Long next) {
    /**
     * A page.
     *
     * @param entries one more than the limit when there are more
     * @param unread what to send as {@code before} for the entries that were not looked at; null when there are none
     */
    static AuditPage of(List<AuditEntry> entries, int limit, Long unread) {
        return entries.size() <= limit
                ? new AuditPage(entries, unread)
                : new AuditPage(
                        entries.subList(0, limit), entries.get(limit - 1).id());
    }
}
