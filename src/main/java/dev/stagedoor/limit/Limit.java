package dev.stagedoor.limit;

/**
 * What a limit says. A model may be saved with one part and get the other later; until then nothing is limited.
 *
 * @param maxTokens tokens allowed in the period; null when not said
 * @param period null when not said
 */
public record Limit(Long maxTokens, LimitPeriod period) {
    public static final Limit NONE = new Limit(null, null);

    /** The period in the word that models have for it; null when there is none. */
    public String frequency() {
        return period == null ? null : period.frequency();
    }
}
