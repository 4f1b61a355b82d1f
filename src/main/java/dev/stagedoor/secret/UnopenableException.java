package dev.stagedoor.secret;

import dev.stagedoor.secret.Sealer.Place;

/** A stored secret cannot be opened here. The message is for the log: the row, the reason and the option to look at. */
public final class UnopenableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnopenableException(Place place, String reason) {
        super("A stored secret of " + place.table() + " " + place.row() + " does not open: " + reason);
    }

    static UnopenableException keyIsMissing(Place place, int keyId) {
        return new UnopenableException(
                place, "its key " + keyId + " is neither stagedoor.secret.key nor one of stagedoor.secret.other-keys");
    }

    static UnopenableException keyDoesNotFit(Place place) {
        return new UnopenableException(
                place,
                "neither stagedoor.secret.key nor one of stagedoor.secret.other-keys is the key it was stored with, or the row was altered");
    }
}
