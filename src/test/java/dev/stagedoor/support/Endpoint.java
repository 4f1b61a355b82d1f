package dev.stagedoor.support;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An endpoint that there is, as read from the compiled classes: nobody has to list them. */
public record Endpoint(String verb, String path, Method method) {
    public static List<Endpoint> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.stagedoor").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                        .flatMap(Endpoint::of)
                        .toList();
    }

    private static Stream<Endpoint> of(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> new Endpoint(verb.value(), pathOf(method), method));
    }

    private static String pathOf(Method method) {
        var below = method.getAnnotation(Path.class);
        var path = method.getDeclaringClass().getAnnotation(Path.class).value() + (below == null ? "" : below.value());
        return path.replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
    }

    /** Written {@code GET /api/users/{id}}. */
    @Override
    public String toString() {
        return verb + " " + path;
    }
}
