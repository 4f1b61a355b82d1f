package dev.stagedoor.support;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An endpoint that there is, as read from the compiled classes: nobody has to list them. */
public record Endpoint(String verb, String path, Method method) {
    public static List<Endpoint> all() {
        return Stream.concat(resources(), gateway()).toList();
    }

    private static Stream<Endpoint> resources() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.stagedoor").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                        .flatMap(Endpoint::of);
    }

    /** OpenAI's endpoints are routes of one method, which declares the rule of all of them. */
    private static Stream<Endpoint> gateway() {
        try {
            var method = Class.forName("dev.stagedoor.gateway.GatewayRoutes")
                    .getDeclaredMethod("call", dev.stagedoor.provider.Endpoint.class, RoutingContext.class);
            return Arrays.stream(dev.stagedoor.provider.Endpoint.values())
                    .map(endpoint -> new Endpoint("POST", "/v1" + endpoint.path(), method));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The gateway's method is called otherwise now", e);
        }
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
