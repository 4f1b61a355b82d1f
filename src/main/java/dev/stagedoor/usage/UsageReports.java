package dev.stagedoor.usage;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What was used over time, of what a caller may see. */
@ApplicationScoped
class UsageReports {
    private final AccessControl control;
    private final UsageSeriesRepository series;

    UsageReports(AccessControl control, UsageSeriesRepository series) {
        this.control = control;
        this.series = series;
    }

    Uni<UsageReport> answer(Caller caller, UsageQuestion question) {
        return control.viewer(caller)
                .chain(viewer -> series.sums(UsageScope.of(viewer), question))
                .map(sums -> UsageReport.of(question, sums));
    }
}
