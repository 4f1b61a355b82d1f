package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.problem.Problem;
import java.time.Instant;

/**
 * A credential that was found good, and until when it is.
 *
 * @param isLearned false when the store could not take in what the credential says of the caller: it is looked at again next time
 */
record Verified(Caller caller, Instant expiresAt, boolean isLearned) {
    Verified(Caller caller, Instant expiresAt) {
        this(caller, expiresAt, true);
    }

    Verified unlearned() {
        return new Verified(caller, expiresAt, false);
    }

    Caller callerUnlessExpired() {
        if (!Instant.now().isBefore(expiresAt)) {
            throw Problem.Unauthenticated.expired();
        }
        return caller;
    }
}
