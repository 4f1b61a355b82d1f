package dev.stagedoor.access;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** The rule an endpoint declares. */
sealed interface AccessRule {
    record Open() implements AccessRule {}

    record Known() implements AccessRule {}

    record Permitted(RequiresPermission permission) implements AccessRule {}

    record Granted(RequiresAccess access) implements AccessRule {}

    /** No rule, or more than one: nobody may call it. */
    record Undeclared() implements AccessRule {}

    static AccessRule of(Method endpoint) {
        var rules = Arrays.stream(endpoint.getAnnotations())
                .flatMap(annotation -> of(annotation).stream())
                .toList();
        return rules.size() == 1 ? rules.getFirst() : new Undeclared();
    }

    private static List<AccessRule> of(Annotation annotation) {
        return switch (annotation) {
            case Public p -> List.of(new Open());
            case AnyCaller a -> List.of(new Known());
            case RequiresPermission p -> List.of(new Permitted(p));
            case RequiresAccess a -> List.of(new Granted(a));
            default -> List.of();
        };
    }
}
