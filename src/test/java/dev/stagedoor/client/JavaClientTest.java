package dev.stagedoor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.client.steps.Version6;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Both official Java clients, every method of theirs that the contract names. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JavaClientTest {
    /** Methods that no server of this contract can make work, or that Stagedoor does not serve, and why. */
    private static final Map<String, String> CANNOT_WORK = Map.of();

    @TestHTTPResource("/api")
    URI api;

    @TestFactory
    Stream<DynamicNode> version6() {
        return everyMethod(new Version6(api.toString()));
    }

    @TestFactory
    Stream<DynamicNode> version4() throws IOException, ReflectiveOperationException {
        return everyMethod(OlderClient.at(api.toString()));
    }

    private static Stream<DynamicNode> everyMethod(ClientVersion version) {
        var witness = new Witness();
        return Stream.concat(
                version.steps(witness),
                Stream.of(dynamicTest(
                        "every method was called, but for those that are known not to work",
                        () -> assertThat(witness.uncalled()).hasSameElementsAs(CANNOT_WORK.keySet()))));
    }
}
