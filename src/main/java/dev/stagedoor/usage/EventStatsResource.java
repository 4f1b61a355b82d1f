package dev.stagedoor.usage;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;

/** Events that clients sent and received through message brokers (contract, section 1.6). */
@Path("/api/integrations/eventStats/{type}")
@RegisterForReflection
class EventStatsResource {
    /** The message brokers of the contract, section 4. A list of their own, so that clients cannot invent time series. */
    private static final List<String> BROKERS =
            List.of("amqp", "kafka", "nats", "aws_sqs", "azure_service_bus", "gcp_pubsub", "ibm_mq");

    private final MeterRegistry metrics;

    EventStatsResource(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts the events in the metric {@code stagedoor.events}, by type of broker and by direction. */
    @POST
    @AnyCaller(because = "nothing but two counters comes of it, which tell nothing of anybody")
    public Uni<Void> count(String type, @NotNull List<@NotNull @Valid EventLog> events) {
        var broker = type.toLowerCase(Locale.ROOT);
        if (!BROKERS.contains(broker)) {
            throw new Problem.Invalid("type", "'" + type + "' is not one of " + BROKERS);
        }
        events.forEach(event -> metrics.counter(
                        "stagedoor.events",
                        "type",
                        broker,
                        "eventType",
                        event.eventType().name())
                .increment());
        return Uni.createFrom().voidItem();
    }
}
