package dev.stagedoor.client;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;

/** A version of the official Java client, logged in to a running Stagedoor as an admin. */
public interface ClientVersion {
    /** All that this version is made to do, in the order in which it must be done. */
    Stream<DynamicContainer> steps(Witness witness);
}
