package dev.stagedoor.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.OptionalLong;

/** What a call brings: JSON that was read whole, or a form with a file that passes by. */
sealed interface Payload permits CallBody, Upload {
    /** The model, as the caller names it. */
    String model();

    /** Whether it asks for events; a form that does says so where nobody looks. */
    boolean isStreamed();

    /** Bytes that become tokens of the model, as a bound of how many: none of a file. */
    int size();

    /** How many tokens the caller lets the model answer with; empty when it sets no bound. */
    OptionalLong longestAnswer();

    /** Whether the caller itself wants to be told the usage of the stream. */
    boolean asksForUsage();

    String contentType();

    /** Whether it can be sent a second time. */
    boolean isRepeatable();

    /**
     * Sends it under this model name, and waits for the answer; fails with a problem when it turns out to be no good.
     *
     * @param askForUsage whether a stream shall tell its usage although the caller did not ask
     * @param deadlines told of each piece: as long as there are more, a provider that says nothing is not late
     */
    Future<HttpClientResponse> sendTo(
            HttpClientRequest request, String model, boolean askForUsage, Deadlines deadlines);
}
