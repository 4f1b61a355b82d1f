package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry.Outcome;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bound on all calls of a node. */
class DispatchTest {
    private final GatewayConfig config = new SmallRyeConfigBuilder()
            .withMapping(GatewayConfig.class)
            .withConverter(Duration.class, 100, new DurationConverter())
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withSources(new PropertiesConfigSource(
                    Map.of("stagedoor.gateway.max-concurrent-calls", "1"), "of this test", 500))
            .build()
            .getConfigMapping(GatewayConfig.class);

    private final Dispatch dispatch = new Dispatch(null, null, null, null, null, null, config);

    @Test
    void shouldRefuseAtOnceWhatIsMoreThanTheNodeMayHaveUnderWay() {
        var first = call();

        assertThat(codeOf(first)).isEqualTo("model_inactive");
        assertThat(codeOf(call())).isEqualTo("gateway_busy");

        first.course().ends(Outcome.FAILED);
        assertThat(codeOf(call())).isEqualTo("model_inactive");
    }

    private String codeOf(Call call) {
        var failure = dispatch.answer(call)
                .onItemOrFailure()
                .transform((reply, failed) -> failed)
                .await()
                .indefinitely();
        return ((Problem) failure).code();
    }

    private static Call call() {
        var nowhere = new Route.Found(
                1,
                new Route.Reference("a", "m"),
                true,
                Instant.now(),
                List.of(),
                Optional.of(new Upstream.Unusable("of a test")),
                Optional.empty(),
                null);
        return Call.start(Tracking.ofOwn(), null, nowhere, Endpoint.CHAT_COMPLETIONS, null);
    }
}
