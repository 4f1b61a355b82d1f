package dev.stagedoor.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.console.FirstPage.Fetched;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a browser with nothing in its cache fetches until it shows the list of integrations. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConsoleSizeTest {
    private static final int BUDGET_BYTES = 400_000;

    @TestHTTPResource
    URI stagedoor;

    @Test
    void shouldFollowThePageToTheListOfIntegrations() throws Exception {
        assertThat(files())
                .extracting(Fetched::path)
                .contains("/console")
                .anyMatch(path -> path.contains("/main-"))
                .anyMatch(path -> path.contains("/integrations-page-"))
                .anyMatch(path -> path.endsWith(".css"));
    }

    @Test
    void shouldCompressThePageItsScriptsAndItsStyleSheets() throws Exception {
        assertThat(files())
                .filteredOn(file -> file.path().matches("/console|.*\\.(js|css)"))
                .allSatisfy(file -> assertThat(file.encoding()).as(file.path()).isEqualTo("gzip"));
    }

    @Test
    void shouldShowTheFirstPageForLessThan400Kilobytes() throws Exception {
        var files = files();

        assertThat(files.stream().mapToInt(Fetched::bytes).sum())
                .as("bytes of %s", files.stream().map(Fetched::path).toList())
                .isLessThan(BUDGET_BYTES);
    }

    private List<Fetched> files() throws IOException, InterruptedException {
        return FirstPage.fetch(stagedoor);
    }
}
