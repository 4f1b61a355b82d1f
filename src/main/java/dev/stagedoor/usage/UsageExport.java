package dev.stagedoor.usage;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** All usage rows of a period that a caller may see, as a table. */
@ApplicationScoped
class UsageExport {
    private final AccessControl control;
    private final UsageExportRepository rows;

    UsageExport(AccessControl control, UsageExportRepository rows) {
        this.control = control;
        this.rows = rows;
    }

    /** Some lines of the table, which come after those before. */
    private record Part(UsageScope scope, List<UsageEntry> entries, boolean isFirst) {
        boolean isFull() {
            return entries.size() == UsageExportRepository.PAGE;
        }

        Buffer text() {
            return Buffer.buffer((isFirst ? UsageCsv.HEADER : "") + UsageCsv.lines(entries, scope));
        }
    }

    /** The table, part by part: the next one is read when the one before is on its way, by the rights that hold then. */
    Multi<Buffer> csv(Caller caller, UsagePeriod period, UsageFilter filter) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<Optional<UsageEntry>>(Optional.empty()), last -> part(
                                caller, period, filter, last.get())
                        .invoke(part ->
                                last.set(part.entries().reversed().stream().findFirst())))
                .whilst(Part::isFull)
                .map(Part::text);
    }

    private Uni<Part> part(Caller caller, UsagePeriod period, UsageFilter filter, Optional<UsageEntry> last) {
        return control.viewer(caller).map(UsageScope::of).chain(scope -> rows.page(scope, period, filter, last)
                .map(entries -> new Part(scope, entries, last.isEmpty())));
    }
}
