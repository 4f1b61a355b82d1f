package dev.stagedoor.gateway;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What became of looking up a host.
 *
 * @param allowed its addresses; none when it is refused
 * @param refused why nothing is sent there; null when something may be
 * @param current which of the addresses is used: one as long as it serves, so that connections are used again
 */
record HostAddresses(
        List<InetAddress> allowed, RefusedAddressException refused, AtomicInteger current, long sinceNanos) {
    static HostAddresses allowed(List<InetAddress> addresses) {
        return new HostAddresses(addresses, null, new AtomicInteger(), System.nanoTime());
    }

    static HostAddresses refused(String kind) {
        return new HostAddresses(List.of(), new RefusedAddressException(kind), new AtomicInteger(), System.nanoTime());
    }

    Future<SocketAddress> at(int port) {
        return refused == null
                ? Future.succeededFuture(SocketAddress.inetSocketAddress(new InetSocketAddress(used(), port)))
                : Future.failedFuture(refused);
    }

    private InetAddress used() {
        return allowed.get(Math.floorMod(current.get(), allowed.size()));
    }

    /** Goes on to the next address, unless somebody else did already. */
    void avoid(SocketAddress address) {
        var index = current.get();
        if (refused == null && used().getHostAddress().equals(address.hostAddress())) {
            current.compareAndSet(index, index + 1);
        }
    }

    /** The newer ones, and of those the one that is in use, where it still is the host's. */
    HostAddresses renewedBy(HostAddresses newer) {
        if (refused == null && newer.refused == null) {
            newer.current.set(Math.max(0, newer.allowed.indexOf(used())));
        }
        return newer;
    }
}
