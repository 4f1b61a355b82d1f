package dev.stagedoor.gateway;

import dev.stagedoor.model.Route;
import java.util.Optional;

/**
 * Who watches calls from outside the gateway. All of it runs on an event loop, in the middle of a call: it must neither
 * wait nor fail.
 */
public interface CallWatch {
    /** A permitted call is on its way to the model that was asked for; from here on its end is told, once. */
    void departed(Route.Found asked);

    /** What the request to the provider carries as {@code traceparent}. */
    Optional<String> traceparent(Tracking tracking);

    /**
     * However it ended, this is what is left of it.
     *
     * @param asked the same as when it departed
     */
    void ended(Route.Found asked, EndedCall call);
}
