package dev.stagedoor.gateway;

import dev.stagedoor.limit.Demand;
import dev.stagedoor.limit.LimitsConfig;
import dev.stagedoor.model.Route;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What a call may come to at most, told before it goes out; limits reserve that much. */
@Singleton
class Estimates {
    /** Bytes of JSON and text that make a token; most languages and tokenizers need more. */
    private static final int BYTES_OF_A_TOKEN = 3;

    private final long assumedAnswer;

    Estimates(LimitsConfig config) {
        this.assumedAnswer = config.assumedAnswer();
    }

    /** For this model, which is the one that was asked for, or one that it stands for. */
    Demand of(Call call, Route.Found target) {
        var prompt = call.body().promptTokens(BYTES_OF_A_TOKEN);
        var answer = answer(call);
        return new Demand(
                call.caller().principal(),
                target.target(),
                call.isForAVirtualModel() ? Optional.of(call.route().target()) : Optional.empty(),
                prompt + answer,
                target.price().map(price -> price.cost(prompt, 0, answer)).orElse(0L));
    }

    private long answer(Call call) {
        var body = call.body();
        return call.endpoint().answersWithText() ? body.longestAnswer().orElse(assumedAnswer * body.choices()) : 0;
    }
}
