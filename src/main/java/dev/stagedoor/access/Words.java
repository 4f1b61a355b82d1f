package dev.stagedoor.access;

import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Reads the contract's words in any case, and in all the spellings that clients send. */
public final class Words {
    /** The Java client sends and reads {@code SECRET}, the documentation says {@code SECRET_NAME} (contract, 0.3). */
    private static final Map<String, String> ALIASES = Map.of("SECRET_NAME", TargetType.SECRET.name());

    private Words() {}

    /** The word; 400 by this field when it is none. */
    public static <E extends Enum<E>> E read(Class<E> words, String text, String field) {
        var upper = text.toUpperCase(Locale.ROOT);
        var name = words == TargetType.class ? ALIASES.getOrDefault(upper, upper) : upper;
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem.Invalid(
                        field, "'" + text + "' is not one of " + Arrays.toString(words.getEnumConstants())));
    }
}
