package dev.stagedoor.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Target;

/**
 * The limit of an integration or of one of its models, as replies show it: TokenLimit of the contract, section 2, times in
 * epoch milliseconds. Where there is no limit, only the names are there.
 *
 * @param api the model; absent for the integration as a whole
 * @param tokenLimitPeriod absent for a week, which this enumeration of the contract does not know
 * @param frequency the same period as models show it: {@code daily}, {@code weekly} or {@code monthly}
 * @param ownerApp as it was saved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenLimit(
        String integrationName,
        String api,
        Long maxTokens,
        Period tokenLimitPeriod,
        String frequency,
        Long createTime,
        Long updateTime,
        String createdBy,
        String updatedBy,
        String ownerApp) {

    /** The periods that the contract has for a TokenLimit. */
    enum Period {
        DAY,
        MONTH;

        LimitPeriod stored() {
            return LimitPeriod.valueOf(name());
        }

        private static Period of(LimitPeriod stored) {
            return switch (stored) {
                case DAY -> DAY;
                case MONTH -> MONTH;
                case MINUTE, WEEK -> null;
                case null -> null;
            };
        }
    }

    /** Who saved a limit and when; nulls where there is none. */
    record History(Long createTime, Long updateTime, String createdBy, String updatedBy, String ownerApp) {}

    static TokenLimit of(Target target, Limit limit, History history) {
        var names = LimitedNames.of(target);
        return new TokenLimit(
                names.integration(),
                names.model().orElse(null),
                limit.maxTokens(),
                Period.of(limit.period()),
                limit.frequency(),
                history.createTime(),
                history.updateTime(),
                history.createdBy(),
                history.updatedBy(),
                history.ownerApp());
    }
}
