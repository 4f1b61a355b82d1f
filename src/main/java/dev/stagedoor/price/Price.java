package dev.stagedoor.price;

import java.math.BigInteger;

/**
 * What a model costs, in billionths of a US dollar for a million tokens.
 *
 * @param input tokens of the prompt, other than those from the provider's cache
 * @param cachedInput those from the provider's cache
 * @param output tokens of the completion, reasoning among them
 */
public record Price(long input, long cachedInput, long output) {
    private static final long TOKENS = 1_000_000;
    private static final BigInteger ROUNDING = BigInteger.valueOf(TOKENS / 2);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * What these tokens cost in billionths of a US dollar: exact, rounded once at the end, half of one upwards. What no
     * {@code long} can hold is the largest that can.
     *
     * @param cached how many of the prompt come from the cache
     */
    public long cost(long prompt, long cached, long completion) {
        var fromCache = Math.min(cached, prompt);
        try {
            var sum = Math.addExact(
                    Math.addExact(
                            Math.multiplyExact(prompt - fromCache, input), Math.multiplyExact(fromCache, cachedInput)),
                    Math.multiplyExact(completion, output));
            return Math.addExact(sum, TOKENS / 2) / TOKENS;
        } catch (ArithmeticException e) {
            return costOfMany(prompt - fromCache, fromCache, completion);
        }
    }

    private long costOfMany(long fresh, long fromCache, long completion) {
        return product(fresh, input)
                .add(product(fromCache, cachedInput))
                .add(product(completion, output))
                .add(ROUNDING)
                .divide(BigInteger.valueOf(TOKENS))
                .min(MOST)
                .longValueExact();
    }

    private static BigInteger product(long tokens, long price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
    }
}
