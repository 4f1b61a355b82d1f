package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.problem.Problem;
import java.time.Instant;

/** A credential that was found good, and until when it is. */
record Verified(Caller caller, Instant expiresAt) {
    Caller callerUnlessExpired() {
        if (!Instant.now().isBefore(expiresAt)) {
            throw Problem.Unauthenticated.expired();
        }
        return caller;
    }
}
