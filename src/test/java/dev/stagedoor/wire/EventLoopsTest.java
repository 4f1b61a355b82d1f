package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.PostgresResource;
import io.netty.channel.MultithreadEventLoopGroup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventLoopsTest {
    @Inject
    Vertx vertx;

    @Test
    void shouldBeOneForEachProcessor() {
        var loops = (MultithreadEventLoopGroup) ((VertxInternal) vertx).getEventLoopGroup();

        assertThat(loops.executorCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
