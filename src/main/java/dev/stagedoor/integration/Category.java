package dev.stagedoor.integration;

import dev.stagedoor.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What kind of system an integration reaches; the values that no SDK fails on come first (contract, section 0.3). */
enum Category {
    API,
    AI_MODEL,
    VECTOR_DB,
    RELATIONAL_DB,
    MESSAGE_BROKER,
    GIT,
    EMAIL,
    MCP;

    static Category named(String name, String field) {
        return Arrays.stream(values())
                .filter(category -> category.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new Problem.Invalid(field, "'" + name + "' is not one of " + Arrays.toString(values())));
    }
}
