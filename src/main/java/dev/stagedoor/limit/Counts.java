package dev.stagedoor.limit;

/** What a limit counts. The names are stored: never change them. */
public enum Counts {
    /** Calls that went to a provider. */
    REQUESTS,
    /** Tokens of prompts and answers together. */
    TOKENS,
    /** What calls cost: billionths of a US dollar in here and in the store, US dollars in the API. */
    MONEY;

    /** How much of it a call wants. */
    long of(long tokens, long costNanos) {
        return switch (this) {
            case REQUESTS -> 1;
            case TOKENS -> tokens;
            case MONEY -> costNanos;
        };
    }
}
