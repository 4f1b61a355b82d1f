package dev.stagedoor.console;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No action of the console that the API does not offer to everybody: the calls in its scripts, the table in console.md and
 * the table of all endpoints in access-model.md, which {@code RouteMatrixTest} keeps equal to the program, agree.
 */
class ConsoleCallsTest {
    private static final Path SOURCES = Path.of("src", "main", "resources", "web", "app");
    private static final Path CLIENT = SOURCES.resolve("api").resolve("client.js");
    private static final Path DOCS = Path.of("src", "docs");

    private final List<Script> scripts = scripts();
    private final Set<ApiCall> endpoints = tableOf("access-model.md");
    private final Set<ApiCall> table = tableOf("console.md");

    private static Set<ApiCall> tableOf(String page) {
        return ApiCall.inTablesOf(read(DOCS.resolve(page))).collect(Collectors.toSet());
    }

    /** All but the one that makes the calls for the others. */
    private static List<Script> scripts() {
        try (var files = Files.walk(SOURCES)) {
            var written = files.filter(file -> file.toString().endsWith(".js") && !file.equals(CLIENT))
                    .map(file -> Script.of(SOURCES.relativize(file).toString(), read(file)))
                    .toList();
            var named = namedAddresses(written);
            return written.stream().map(script -> script.with(named)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> namedAddresses(List<Script> scripts) {
        return scripts.stream().flatMap(Script::namedAddresses).collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<ApiCall> calls() {
        return scripts.stream().flatMap(Script::calls);
    }

    @Test
    void shouldNameTheWholeAddressBesideTheMethodOfEveryCall() {
        assertThat(scripts.stream().map(Script::loose).flatMap(List::stream)).isEmpty();
    }

    @Test
    void shouldCallNothingButEndpoints() {
        assertThat(calls().filter(call -> call.among(endpoints).isEmpty())).isEmpty();
    }

    @Test
    void shouldHaveNothingButEndpointsInTheTable() {
        assertThat(endpoints).containsAll(table);
    }

    @Test
    void shouldHaveEveryCallInTheTableAndNoOther() {
        var called = calls().flatMap(call -> call.among(endpoints).stream()).collect(Collectors.toSet());

        assertThat(table).containsExactlyInAnyOrderElementsOf(called);
    }
}
