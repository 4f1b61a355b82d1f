package dev.stagedoor.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The scripts of {@code src/test/js}, beside the packages that their lock file names. */
final class NodeProgram {
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path DIRECTORY = Path.of("target", "javascript-client");
    private static final Path LOCK = Path.of("package-lock.json");

    /** The lock file that the installed packages are of; npm leaves a file of this name too, but with less in it. */
    private static final Path INSTALLED_LOCK = DIRECTORY.resolve("node_modules").resolve(LOCK);

    private NodeProgram() {}

    static boolean canRun() {
        return Node.has("node", "npm");
    }

    /** Installs the packages unless those of this very lock file are there; npm's cache comes before the network. */
    static NodeProgram installed() throws IOException, InterruptedException {
        copySources();
        if (!Files.exists(INSTALLED_LOCK) || Files.mismatch(DIRECTORY.resolve(LOCK), INSTALLED_LOCK) != -1) {
            var npm = Node.run(
                    DIRECTORY,
                    List.of(
                            "npm",
                            "ci",
                            "--legacy-peer-deps",
                            "--ignore-scripts",
                            "--prefer-offline",
                            "--no-audit",
                            "--no-fund"));
            assertThat(npm.exitCode()).as("npm said " + npm.lines()).isZero();
            Files.copy(DIRECTORY.resolve(LOCK), INSTALLED_LOCK, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeProgram();
    }

    private static void copySources() throws IOException {
        Files.createDirectories(DIRECTORY);
        try (var sources = Files.list(SOURCES)) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, DIRECTORY.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    Node.Run run(String script, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        return Node.run(DIRECTORY, command);
    }
}
