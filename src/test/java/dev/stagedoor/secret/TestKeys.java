package dev.stagedoor.secret;

import java.util.Base64;
import java.util.Optional;

/** Root keys for tests of what is made from one. */
public final class TestKeys {
    private static final int LENGTH = 32;

    private TestKeys() {}

    /** A key of its own for each number. */
    public static RootKey root(int number) {
        var bytes = new byte[LENGTH];
        bytes[0] = (byte) number;
        return new RootKey(() -> Optional.of(Base64.getEncoder().encodeToString(bytes)));
    }
}
