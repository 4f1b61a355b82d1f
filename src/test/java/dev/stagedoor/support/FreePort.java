package dev.stagedoor.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that a program is told at its start, for servers that tests start later. They lie below those that systems give to
 * outgoing connections, one of which would else take it in between: even one to this very port, which then speaks to itself.
 */
public final class FreePort {
    private static final String PREFIX = "stagedoor.test.port.";
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private FreePort() {}

    /** The one of this name in this JVM. Known by system properties, since tests have several class loaders. */
    public static synchronized int named(String name) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, Integer.toString(any()));
        }
        return Integer.getInteger(PREFIX + name);
    }

    private static int any() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
