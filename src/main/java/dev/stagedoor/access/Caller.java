package dev.stagedoor.access;

import dev.stagedoor.access.graph.Subject;
import java.util.Optional;

/**
 * Who makes this request.
 *
 * @param principal the user, or the application as {@code app:<id>}
 * @param accessKeyId the access key behind the credential; its pause or deletion ends the caller's rights at once
 * @param secretHash the SHA-256 of the key's secret in hexadecimal digits, where the secret itself was shown: when the key gets
 *     another one, that ends the rights too
 */
public record Caller(Subject principal, Optional<String> accessKeyId, Optional<String> secretHash) {
    public Caller(Subject principal, Optional<String> accessKeyId) {
        this(principal, accessKeyId, Optional.empty());
    }

    @Override
    public String toString() {
        return "Caller[" + principal.id() + ", " + accessKeyId.orElse("no access key") + "]";
    }

    /** The id under which changes and calls are written down. */
    public String id() {
        return principal.id();
    }
}
