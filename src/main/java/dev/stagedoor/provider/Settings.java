package dev.stagedoor.provider;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an integration is configured with, secrets among it, and the texts with configuration keys in braces that are filled
 * from it. Never printed.
 */
final class Settings {
    static final String API_KEY = "api_key";
    static final String ENDPOINT = "endpoint";

    private static final Pattern KEY = Pattern.compile("\\{(\\w+)}");

    private final Map<String, String> values;

    Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The configuration keys that a text asks for. */
    static Set<String> keysOf(String template) {
        return KEY.matcher(template).results().map(found -> found.group(1)).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The text with every key replaced by its value; empty when one of them is not configured. */
    Optional<String> fill(String template) {
        return values.keySet().containsAll(keysOf(template))
                ? Optional.of(
                        KEY.matcher(template).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1)))))
                : Optional.empty();
    }
}
