package dev.stagedoor.access;

import java.util.Optional;

/**
 * Who does something, and from where, as the audit keeps it.
 *
 * @param actor the id of the principal
 * @param accessKeyId the access key behind its credential
 * @param address the network address of the client
 */
public record Origin(String actor, Optional<String> accessKeyId, Optional<String> address) {
    /** What is done at start, by nobody's request. */
    public static final Origin PROGRAM = new Origin("stagedoor", Optional.empty(), Optional.empty());

    /** Requests of whom nothing is known. */
    public static final String NOBODY = "nobody";

    /** The same request, made by somebody in particular. */
    Origin by(String principalId) {
        return new Origin(principalId, accessKeyId, address);
    }
}
