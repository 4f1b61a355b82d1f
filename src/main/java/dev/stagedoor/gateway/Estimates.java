package dev.stagedoor.gateway;

import dev.stagedoor.limit.Demand;
import dev.stagedoor.limit.LimitsConfig;
import dev.stagedoor.provider.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** What a call may come to at most, told before it goes out; limits reserve that much. */
@ApplicationScoped
class Estimates {
    /** Bytes of JSON and text that make a token; most languages and tokenizers need more. */
    private static final int BYTES_OF_A_TOKEN = 3;

    private final long assumedAnswer;

    Estimates(LimitsConfig config) {
        this.assumedAnswer = config.assumedAnswer();
    }

    Demand of(Call call) {
        return new Demand(call.caller().principal(), call.route().target(), prompt(call) + answer(call), 0);
    }

    private static long prompt(Call call) {
        return Math.ceilDiv(call.body().size(), BYTES_OF_A_TOKEN);
    }

    private long answer(Call call) {
        return call.endpoint() == Endpoint.EMBEDDINGS
                ? 0
                : call.body().longestAnswer().orElse(assumedAnswer);
    }
}
