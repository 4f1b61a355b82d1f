package dev.stagedoor.usage;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of usage rows: UUIDs of version 7, which grow with time, so that new rows lie together in the index. Made in
 * nanoseconds; they are no secrets.
 */
public final class UsageId {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Two programs that began in the same moment make different ones. */
    private static final long OWN = new SecureRandom().nextLong();

    private UsageId() {}

    public static UUID next() {
        var random = ThreadLocalRandom.current();
        var high = (System.currentTimeMillis() << 16) | VERSION | random.nextInt(1 << 12);
        return new UUID(high, VARIANT | ((random.nextLong() ^ OWN) >>> 2));
    }
}
