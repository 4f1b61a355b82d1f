package dev.stagedoor.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.support.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules of the console that draw nothing. Their tests are in {@code src/test/js/console} and run under Node, each of
 * them one line of output and one test here.
 */
class ConsoleModulesTest {
    private static final Path TESTS = Path.of("src", "test", "js");
    private static final Path MODULES = Path.of("src", "main", "resources", "web", "app");

    /** Beside a file that says what the modules are; in the sources it would be one more file of the console. */
    private static final Path DIRECTORY = Path.of("target", "console-modules");

    private static final String THEY_ARE_MODULES = "{\"type\": \"module\"}";
    private static final Path REPORTER = TESTS.resolve("one-line.mjs");

    @TestFactory
    Stream<DynamicContainer> everyModuleDoesWhatItMust() throws IOException, InterruptedException {
        assumeTrue(Node.has("node"), "SKIPPED: there is no Node here, so nothing tries out the console's modules");
        copySources();
        var modules = new ArrayList<DynamicContainer>();
        for (var file : testFiles()) {
            modules.add(dynamicContainer(file.getFileName().toString(), testsOf(file)));
        }
        assertThat(modules).isNotEmpty();
        return modules.stream();
    }

    private static List<Path> testFiles() throws IOException {
        try (var files = Files.list(TESTS.resolve("console"))) {
            return files.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .toList();
        }
    }

    private static void copySources() throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(DIRECTORY.resolve("package.json"), THEY_ARE_MODULES);
        for (var sources : List.of(TESTS, MODULES)) {
            copy(sources);
        }
    }

    private static void copy(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(ConsoleModulesTest::isScript).toList()) {
                var copy = DIRECTORY.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isScript(Path file) {
        return file.toString().endsWith(".js") || file.toString().endsWith(".mjs");
    }

    private static Stream<DynamicTest> testsOf(Path file) throws IOException, InterruptedException {
        var run = Node.run(DIRECTORY, List.of("node", "--test-reporter=./" + slashed(REPORTER), slashed(file)));
        return Stream.concat(
                run.lines().stream().map(ConsoleModulesTest::test),
                Stream.of(dynamicTest("the program ended well, after some tests", () -> {
                    assertThat(run.exitCode())
                            .as(String.join("\n", run.lines()))
                            .isZero();
                    assertThat(run.lines()).isNotEmpty();
                })));
    }

    private static DynamicTest test(String line) {
        return dynamicTest(line, () -> {
            assumeFalse(line.startsWith("skipped "), line);
            assertThat(line).startsWith("ok ");
        });
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
