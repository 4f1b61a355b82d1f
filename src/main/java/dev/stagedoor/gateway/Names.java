package dev.stagedoor.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/** Looks names up as the machine is set up to: hosts file, search domains and all. That blocks, so a worker does it. */
@ApplicationScoped
class Names {
    private final Vertx vertx;

    Names(Vertx vertx) {
        this.vertx = vertx;
    }

    /** All addresses of a host, which may be an address itself; fails when there is none. */
    Future<List<InetAddress>> lookUp(String host) {
        return vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }
}
