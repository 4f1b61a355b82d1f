package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.startsWith;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of message brokers, of which only counters are kept (contract, section 1.6). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventStatsResourceTest {
    private static final String STATS = "/api/integrations/eventStats/";

    private final Api admin = Api.admin();

    @Inject
    MeterRegistry metrics;

    @Test
    void eventsAreCountedByBrokerAndDirection() {
        var sent = counted("kafka", "SEND");
        var received = counted("kafka", "RECEIVE");

        admin.application("anybody", "WORKER")
                .api()
                .post(
                        STATS + "Kafka?type=kafka",
                        List.of(
                                Map.of("id", "1", "event", "e", "eventType", "SEND", "createdAt", 1),
                                Map.of("id", "2", "event", "e", "eventType", "SEND", "handlerName", "h"),
                                Map.of("id", "3", "event", "e", "eventType", "receive", "taskId", "t")))
                .then()
                .statusCode(200)
                .header("Content-Length", "0")
                .contentType(emptyOrNullString());

        assertThat(counted("kafka", "SEND")).isEqualTo(sent + 2);
        assertThat(counted("kafka", "RECEIVE")).isEqualTo(received + 1);
    }

    @Test
    void noEventsAreNoFailure() {
        admin.post(STATS + "nats", "[]").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "carrier_pigeon|[]|type",
                "amqp|[{'eventType': 'SEND'}, {'eventType': 'LOSE'}]|[1].eventType",
                "amqp|[{'eventType': 'SEND'}, {'id': '1'}]|eventType",
                "amqp|[{'eventType': 'SEND'}, null]|",
                "amqp|{'eventType': 'SEND'}|body",
            })
    void whatIsNoListOfEventsIsRefusedAndNothingIsCounted(String type, String quoted, String field) {
        admin.post(STATS + type, quoted.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(startsWith(field == null ? "" : field)));

        assertThat(counted("amqp", "SEND")).isZero();
        assertThat(counted("carrier_pigeon", "SEND")).isZero();
    }

    private double counted(String type, String eventType) {
        return metrics.find("stagedoor.events").tag("type", type).tag("eventType", eventType).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
