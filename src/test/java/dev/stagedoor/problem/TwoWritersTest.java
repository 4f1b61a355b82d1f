package dev.stagedoor.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two writers on one resource: one wins, the others are told. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TwoWritersTest {
    private static final int WRITERS = 8;

    private final Api admin = Api.admin();

    @Test
    void shouldTellAllButOneThatTheySavedAtTheSameTime() {
        for (var round = 0; round < 5; round++) {
            var path = "/api/groups/contested-" + round;

            assertThat(putAtOnce(path)).as("create").contains(200).isSubsetOf(200, 409);
            assertThat(putAtOnce(path)).as("change").contains(200).isSubsetOf(200, 409);
        }
    }

    private List<Integer> putAtOnce(String path) {
        List<Callable<Integer>> writers = IntStream.range(0, WRITERS)
                .<Callable<Integer>>mapToObj(i ->
                        () -> admin.put(path, Map.of("description", "by " + i)).statusCode())
                .toList();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            return threads.invokeAll(writers).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
