package dev.stagedoor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The official JavaScript client, every method of its that the contract names. The steps are in {@code src/test/js} and run
 * under Node, each of them one line of output and one test here.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JavaScriptClientTest {
    @TestHTTPResource
    URI stagedoor;

    @TestFactory
    Stream<DynamicTest> everyStepSucceeds() throws IOException, InterruptedException {
        assumeTrue(
                NodeProgram.canRun(),
                "SKIPPED: there is no Node and npm here, so nothing drives the JavaScript client");
        var run = NodeProgram.installed()
                .run("drive.mjs", List.of(stagedoor.toString(), Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));
        return Stream.concat(
                run.lines().stream().map(JavaScriptClientTest::step),
                Stream.of(dynamicTest("the program ended well, after some steps", () -> {
                    assertThat(run.exitCode()).isZero();
                    assertThat(run.lines()).hasSizeGreaterThan(20);
                })));
    }

    private static DynamicTest step(String line) {
        return dynamicTest(line, () -> assertThat(line).startsWith("ok "));
    }
}
