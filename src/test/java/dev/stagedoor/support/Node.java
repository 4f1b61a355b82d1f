package dev.stagedoor.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node.js and what comes with it, where it is installed. */
public final class Node {
    /** What a program printed, and how it ended. */
    public record Run(List<String> lines, int exitCode) {}

    private Node() {}

    /** Whether all of these can be run, such as {@code node} and {@code npm}. */
    public static boolean has(String... programs) {
        return Stream.of(programs).allMatch(Node::isOnThePath);
    }

    private static boolean isOnThePath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .anyMatch(Files::isExecutable);
    }

    /** Runs a program in a directory until it ends, five minutes at most. */
    public static Run run(Path directory, List<String> command) throws IOException, InterruptedException {
        var output = directory.resolve(command.getFirst() + ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CONDUCTOR_"));
        var process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + " still runs: see " + output);
        }
        return new Run(Files.readAllLines(output), process.exitValue());
    }
}
