package dev.stagedoor.usage;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Words;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.resteasy.reactive.RestMulti;

/** What was used over time: added up for charts, and row by row for a spreadsheet. */
@Path("/api/usage")
@RegisterForReflection
class UsageReportResource {
    private static final String VISIBLE =
            "rows are the caller's own and those of models that it may READ; who else called is for those who may see users";

    private static final DateTimeFormatter IN_FILE_NAMES =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final UsageReports reports;
    private final UsageExport export;
    private final CurrentCaller caller;

    UsageReportResource(UsageReports reports, UsageExport export, CurrentCaller caller) {
        this.reports = reports;
        this.export = export;
        this.caller = caller;
    }

    /**
     * Sums over time, of what the caller may see. By application or user, or of one principal, only of the caller itself
     * unless it has USER_MANAGEMENT. 400 for a period of more than 366 days by day, or 31 by hour.
     *
     * @param by {@code model}, {@code integration}, {@code application}, {@code user} or {@code outcome}
     * @param interval {@code hour} or {@code day}, which begin in UTC
     * @param limit how many series to show, the largest by tokens and then by calls; all others are added up in one
     */
    @GET
    @AnyCaller(because = VISIBLE)
    public Uni<UsageReport> report(
            @BeanParam @Valid UsageFilter filter,
            @QueryParam("by") @DefaultValue("model") String by,
            @QueryParam("interval") @DefaultValue("day") String interval,
            @QueryParam("limit") @DefaultValue("10") @Min(1) @Max(50) int limit) {
        var fineness = Words.read(UsageInterval.class, interval, "interval");
        var question = new UsageQuestion(
                UsagePeriod.of(filter, fineness), filter, Words.read(UsageBy.class, by, "by"), fineness, limit);
        return reports.answer(caller.get(), question);
    }

    /**
     * All rows of a period, the oldest first, as a table with one line for each. Who called is left empty in the rows of
     * others, unless the caller has USER_MANAGEMENT. 400 for a period of more than 366 days; there is no other limit.
     */
    @GET
    @Path("/export")
    @Produces("text/csv;charset=UTF-8")
    @AnyCaller(because = VISIBLE)
    public RestMulti<Buffer> export(@BeanParam @Valid UsageFilter filter) {
        var period = UsagePeriod.of(filter, UsageInterval.DAY);
        return RestMulti.fromMultiData(export.csv(caller.get(), period, filter))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName(period) + "\"")
                .build();
    }

    private static String fileName(UsagePeriod period) {
        return "stagedoor-usage-%s-%s.csv".formatted(inFileName(period.from()), inFileName(period.to()));
    }

    private static String inFileName(Instant time) {
        return IN_FILE_NAMES.format(time);
    }
}
