package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.Sealed;

/** What a key does here. */
public enum KeyUse {
    /** Seals and opens. */
    CURRENT,
    /** Opens what was sealed with it before; what is under it is re-wrapped. */
    OTHER,
    /** Not one key: rows from before keys had ids, under any of the configured ones. They are re-wrapped too. */
    UNNUMBERED,
    /** Not configured here: what is under it does not open. */
    MISSING;

    static KeyUse of(int keyId, KeyRing ring) {
        if (keyId == ring.current().id()) {
            return CURRENT;
        }
        if (keyId == Sealed.UNNUMBERED) {
            return UNNUMBERED;
        }
        return ring.others().stream().anyMatch(key -> key.id() == keyId) ? OTHER : MISSING;
    }

    boolean isRewrapped() {
        return this == OTHER || this == UNNUMBERED;
    }
}
