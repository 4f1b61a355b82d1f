package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.support.PostgresResource;
import org.junit.jupiter.api.Test;

class EmbeddedServerTest {
    @Test
    void shouldKeepItsDirectoryToItself() {
        PostgresResource.server();
        System.gc();

        assertThatThrownBy(() -> EmbeddedServer.start(PostgresResource.DIRECTORY))
                .hasStackTraceContaining("Another Stagedoor uses this data directory");
    }
}
