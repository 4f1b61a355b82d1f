package dev.stagedoor.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagedoor.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The text of a prompt with its placeholders {@code ${name}}. There is no expression language: a placeholder is replaced by
 * the value of just that name, once, and what was put in is not looked at again.
 */
record PromptText(String text) {
    /** The longest text that is kept, in characters. */
    static final int LONGEST = 1 << 20;

    /** The longest text that placeholders may grow to, in characters: a short text can name a long value many times. */
    static final int LONGEST_FILLED_IN = 1 << 22;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}\\p{Cntrl}]++)}");

    /** The names of all placeholders, each once, in the order of the text. */
    List<String> variables() {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    /** The text with these values; a placeholder without a value stays as it is, a value that is no text is written as JSON. */
    String fillIn(Map<String, JsonNode> values) {
        var filled = new StringBuilder();
        var end = 0;
        for (var match : (Iterable<MatchResult>) PLACEHOLDER.matcher(text).results()::iterator) {
            append(filled, text.substring(end, match.start()));
            append(filled, values.containsKey(match.group(1)) ? written(values.get(match.group(1))) : match.group());
            end = match.end();
        }
        append(filled, text.substring(end));
        return filled.toString();
    }

    private static String written(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static void append(StringBuilder filled, String part) {
        if (filled.length() + part.length() > LONGEST_FILLED_IN) {
            throw new Problem.Invalid(
                    "promptVariables", "make the text longer than " + LONGEST_FILLED_IN + " characters");
        }
        filled.append(part);
    }
}
