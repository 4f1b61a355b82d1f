package dev.stagedoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.support.Endpoint;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The management API answers as the contract says, by shape and by status, endpoint by endpoint. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConformanceTest {
    private static final Path KIT = Path.of("src/test/resources/conformance");
    private static final String SHAPES = "shapes.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicContainer> everyExchangeIsAsTheContractSays() throws IOException {
        var shapes = shapes();
        return kit().entrySet().stream().map(file -> {
            var conversation = new Conversation(shapes);
            return dynamicContainer(
                    file.getKey(),
                    file.getValue().stream()
                            .map(exchange -> dynamicTest(exchange.says(), () -> conversation.hold(exchange))));
        });
    }

    @Test
    void everyEndpointOfTheManagementApiIsInTheKit() throws IOException {
        var mentioned = kit().values().stream()
                .flatMap(List::stream)
                .map(exchange -> nameless(exchange.endpoint()))
                .collect(Collectors.toSet());
        var missing = Endpoint.all().stream()
                .filter(endpoint -> endpoint.path().startsWith("/api/"))
                .map(Endpoint::toString)
                .filter(endpoint -> !mentioned.contains(nameless(endpoint)));

        assertThat(missing).as("endpoints that no file in %s mentions", KIT).isEmpty();
    }

    /** The names of a path's parameters are no part of the contract. */
    private static String nameless(String endpoint) {
        return endpoint.replaceAll("\\{\\w+}", "{}");
    }

    private static Shapes shapes() throws IOException {
        return new Shapes(JSON.readValue(KIT.resolve(SHAPES).toFile(), new TypeReference<>() {}));
    }

    private static Map<String, List<Exchange>> kit() throws IOException {
        Map<String, List<Exchange>> kit = new TreeMap<>();
        try (var files = Files.list(KIT)) {
            for (var file : files.filter(ConformanceTest::holdsExchanges).toList()) {
                kit.put(
                        file.getFileName().toString().replace(".json", ""),
                        JSON.readValue(file.toFile(), new TypeReference<List<Exchange>>() {}));
            }
        }
        return kit;
    }

    private static boolean holdsExchanges(Path file) {
        return file.toString().endsWith(".json") && !file.endsWith(SHAPES);
    }
}
