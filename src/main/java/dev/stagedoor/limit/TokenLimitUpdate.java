package dev.stagedoor.limit;

import dev.stagedoor.limit.TokenLimit.Period;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * What a limit is saved with: TokenLimit of the contract, section 2. Who saved it and when is not the client's to say.
 *
 * @param integrationName if given, the integration of the path
 * @param api the model; left out for the integration as a whole
 * @param ownerApp free text; if left out, what is stored stays
 */
record TokenLimitUpdate(
        String integrationName,
        String api,
        @NotNull @PositiveOrZero Long maxTokens,
        @NotNull Period tokenLimitPeriod,
        @Size(max = 255) String ownerApp) {
    Limit limit() {
        return new Limit(maxTokens, tokenLimitPeriod.stored());
    }
}
