package dev.stagedoor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * {@code io.orkes.conductor:orkes-conductor-client:4.0.8}, which cannot be on one class path with version 6, since both
 * have the same package names. The steps are compiled once more, against it instead of version 6, and loaded by a class
 * loader that never asks the tests' own for a class of a Conductor client.
 */
final class OlderClient {
    private static final Path CLASS_PATH = Path.of("target", "orkes-client-4.class-path");
    private static final Path CLASSES = Path.of("target", "orkes-client-4-steps");
    private static final Path SHARED_STEPS = Path.of("src/test/java/dev/stagedoor/client/steps");
    private static final Path OWN_STEPS = Path.of("src/test/orkes-client-4/dev/stagedoor/client/steps");
    private static final String VERSION = "dev.stagedoor.client.steps.Version4";

    private OlderClient() {}

    /** The version, logged in at this URL, which ends in {@code /api}. */
    static ClientVersion at(String url) throws IOException, ReflectiveOperationException {
        var jars = jars();
        compile(jars);
        var loader = new ChildFirst(jars);
        return (ClientVersion)
                loader.loadClass(VERSION).getConstructor(String.class).newInstance(url);
    }

    /** Written by the build. */
    private static List<Path> jars() throws IOException {
        return Arrays.stream(Files.readString(CLASS_PATH).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static void compile(List<Path> jars) throws IOException {
        Files.createDirectories(CLASSES);
        var arguments = new ArrayList<>(List.of("-proc:none", "-implicit:none", "-nowarn", "-d", CLASSES.toString()));
        arguments.addAll(List.of("-sourcepath", CLASSES.toString(), "-classpath", classPath(jars)));
        arguments.addAll(sources());
        var failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failures).as("the compiler's exit code").isZero();
    }

    /** What both have is the older client's; of the tests' own class path all but the newer client. */
    private static String classPath(List<Path> jars) {
        var ofTests = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("conductor-client"));
        return Stream.concat(jars.stream().map(Path::toString), ofTests)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Those of this version, and all shared ones; what version 6 alone has is named after it. */
    private static List<String> sources() throws IOException {
        try (var shared = Files.list(SHARED_STEPS);
                var own = Files.list(OWN_STEPS)) {
            return Stream.concat(shared.filter(file -> !isOfVersion6(file)), own)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean isOfVersion6(Path source) {
        return source.getFileName().toString().contains("Version6");
    }

    /** Has the older client, all that it depends on and the steps; the rest comes from the tests. */
    private static final class ChildFirst extends URLClassLoader {
        private static final List<String> NEVER_FROM_TESTS =
                List.of("io.orkes.", "com.netflix.conductor.", "org.conductoross.");

        /** What logs must be one with what it logs to, which the tests have. */
        private static final String LOGGING = "org.slf4j.";

        ChildFirst(List<Path> jars) {
            super(urls(jars), OlderClient.class.getClassLoader());
        }

        private static URL[] urls(List<Path> jars) {
            return Stream.concat(Stream.of(CLASSES), jars.stream())
                    .map(ChildFirst::url)
                    .toArray(URL[]::new);
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded != null ? loaded : loadHereOrThere(name, resolve);
            }
        }

        private Class<?> loadHereOrThere(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(LOGGING)) {
                return super.loadClass(name, resolve);
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                if (NEVER_FROM_TESTS.stream().anyMatch(name::startsWith)) {
                    throw e;
                }
                return super.loadClass(name, resolve);
            }
        }
    }
}
