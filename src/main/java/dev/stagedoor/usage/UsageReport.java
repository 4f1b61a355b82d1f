package dev.stagedoor.usage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was used in a period.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 * @param interval {@code hour} or {@code day}
 * @param by what the series are of
 * @param total of all series together
 * @param series the largest first, by tokens and then by calls; the rest as one at the end
 */
@RegisterForReflection
record UsageReport(long from, long to, String interval, String by, UsageNumbers total, List<UsageSeries> series) {
    /** Puts sums together; those of series and of intervals are in order. */
    static UsageReport of(UsageQuestion question, List<UsageSum> sums) {
        var points = sums.stream()
                .filter(UsageSum::isOfOneInterval)
                .collect(Collectors.groupingBy(
                        UsageSum::place,
                        Collectors.mapping(sum -> new UsagePoint(sum.at(), sum.numbers()), Collectors.toList())));
        return new UsageReport(
                question.period().from().toEpochMilli(),
                question.period().to().toEpochMilli(),
                question.interval().word(),
                question.by().word(),
                total(sums),
                sums.stream()
                        .filter(UsageSum::isOfOneSeries)
                        .map(sum -> series(sum, question.limit(), points))
                        .toList());
    }

    private static UsageNumbers total(List<UsageSum> sums) {
        return sums.stream()
                .filter(UsageSum::isOfEverything)
                .findFirst()
                .map(UsageSum::numbers)
                .orElse(UsageNumbers.NONE);
    }

    private static UsageSeries series(UsageSum sum, int limit, Map<Long, List<UsagePoint>> points) {
        var others = sum.place() > limit ? sum.keys() - limit : null;
        return new UsageSeries(sum.key(), sum.name(), others, sum.numbers(), points.get(sum.place()));
    }
}
