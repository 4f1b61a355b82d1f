package dev.stagedoor.secret;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys for tests of what is made from them. */
public final class TestKeys {
    private TestKeys() {}

    record Settings(Optional<String> key, Optional<List<String>> otherKeys) implements SecretConfig {
        @Override
        public int rewrapBatch() {
            return 500;
        }

        @Override
        public Duration rewrapInterval() {
            return Duration.ofSeconds(30);
        }
    }

    /** A key of its own for each number, as it is configured. */
    public static String text(int number) {
        return Base64.getEncoder().encodeToString(bytes(number));
    }

    private static byte[] bytes(int number) {
        var bytes = new byte[RootKey.LENGTH];
        bytes[0] = (byte) number;
        return bytes;
    }

    public static RootKey root(int number) {
        return new RootKey(bytes(number));
    }

    /** As if this key were configured, and these others. */
    public static KeyRing ring(int current, int... others) {
        return ring(
                text(current), Arrays.stream(others).mapToObj(TestKeys::text).toArray(String[]::new));
    }

    public static KeyRing ring(String current, String... others) {
        return new KeyRing(new Settings(Optional.of(current), Optional.of(List.of(others))));
    }

    public static Sealer sealer(int current, int... others) {
        return new Sealer(ring(current, others));
    }
}
