package dev.stagedoor.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that a program is told at its start, for servers that tests start later. */
public final class FreePort {
    private static final String PREFIX = "stagedoor.test.port.";

    private FreePort() {}

    /** The one of this name in this JVM. Known by system properties, since tests have several class loaders. */
    public static synchronized int named(String name) {
        if (System.getProperty(PREFIX + name) == null) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(PREFIX + name, Integer.toString(free.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(PREFIX + name);
    }
}
