package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.UnopenableException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some rows of one section, taken in the order of their ids.
 *
 * @param last the id of the last row that was found; empty when there was none
 */
record Batch(List<Rewrapped> rewrapped, List<UnopenableException> unopenable, Optional<UUID> last) {
    /** The row with this id, with its data key wrapped under the current key. */
    record Rewrapped(UUID id, byte[] wrappedKey) {}
}
