package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** How PostgreSQL plans the program's statements. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PlansTest {
    @Inject
    Pool pool;

    @Test
    void shouldBeMadeForTheValuesOfEachCall() {
        var mode = pool.query("show plan_cache_mode").execute().await().indefinitely();

        assertThat(mode.iterator().next().getString(0)).isEqualTo("force_custom_plan");
    }
}
