package dev.stagedoor.access;

import dev.stagedoor.support.Endpoint;
import java.util.List;

/** One endpoint, and who may call it. */
record Route(Endpoint endpoint) {
    static List<Route> all() {
        return Endpoint.all().stream().map(Route::new).toList();
    }

    String verb() {
        return endpoint.verb();
    }

    String path() {
        return endpoint.path();
    }

    AccessRule rule() {
        return AccessRule.of(endpoint.method());
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
