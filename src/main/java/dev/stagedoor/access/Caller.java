package dev.stagedoor.access;

import dev.stagedoor.access.graph.Subject;
import java.util.Optional;

/**
 * Who makes this request.
 *
 * @param principal the user, or the application as {@code app:<id>}
 * @param accessKeyId the access key behind the credential; its pause or deletion ends the caller's rights at once
 */
public record Caller(Subject principal, Optional<String> accessKeyId) {
    /** The id under which changes and calls are written down. */
    public String id() {
        return principal.id();
    }
}
