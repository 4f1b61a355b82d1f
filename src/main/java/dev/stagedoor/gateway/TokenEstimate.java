package dev.stagedoor.gateway;

import dev.stagedoor.usage.UsageEntry.Tokens;

/** How many tokens a call used of which the provider told nothing: one for each four bytes, and one for what is left. */
final class TokenEstimate {
    private static final int BYTES = 4;

    private TokenEstimate() {}

    /**
     * From the body of the request and the texts of the answer.
     *
     * @param textBytes how long the texts are, as JSON writes them
     */
    static Tokens of(Call call, long textBytes) {
        return call.endpoint().takesText()
                ? Tokens.estimated(call.body().promptTokens(BYTES), Math.ceilDiv(textBytes, BYTES))
                : Tokens.NONE;
    }
}
