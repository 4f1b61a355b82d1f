package dev.stagedoor.gateway;

import dev.stagedoor.limit.Demand;
import dev.stagedoor.limit.LimitsConfig;
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
        var prompt = call.body().promptTokens(BYTES_OF_A_TOKEN);
        var answer = answer(call);
        return new Demand(
                call.caller().principal(),
                call.route().target(),
                prompt + answer,
                call.route().price().map(price -> price.cost(prompt, 0, answer)).orElse(0L));
    }

    private long answer(Call call) {
        var body = call.body();
        return call.endpoint().answersWithText() ? body.longestAnswer().orElse(assumedAnswer * body.choices()) : 0;
    }
}
