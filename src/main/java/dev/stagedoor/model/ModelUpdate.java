package dev.stagedoor.model;

import dev.stagedoor.limit.Limit;
import dev.stagedoor.limit.LimitPeriod;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What a model is saved with: IntegrationApiUpdate of the contract, section 2. What is left out stays as it is.
 *
 * @param maxTokens tokens allowed per {@code frequency}
 * @param frequency {@code daily}, {@code weekly} or {@code monthly}, in any case
 */
public record ModelUpdate(
        @Size(max = 4096) String description,
        Boolean enabled,
        Map<String, Object> configuration,
        @PositiveOrZero Long maxTokens,
        String frequency) {
    /** What this says of the limit of the model; 400 when the frequency is none. */
    Limit limit() {
        return new Limit(maxTokens, frequency == null ? null : LimitPeriod.ofFrequency(frequency));
    }
}
