package dev.stagedoor.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What exchanges tell each other. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values = new HashMap<>();

    void put(String name, String value) {
        values.put(name, value);
    }

    String fill(String text) {
        return replace(VARIABLE, text, this::valueOf);
    }

    JsonNode fill(JsonNode json) {
        try {
            return JSON.readTree(replace(VARIABLE, json.toString(), name -> escaped(valueOf(name))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A path with the values of its parameters, percent-encoded; variables in the query as well. */
    String path(Exchange exchange) {
        var query = exchange.path().indexOf('?');
        var path = query < 0 ? exchange.path() : exchange.path().substring(0, query);
        var filled =
                replace(PARAMETER, path, name -> encoded(fill(exchange.with().get(name))));
        return query < 0
                ? filled
                : filled + replace(VARIABLE, exchange.path().substring(query), name -> encoded(valueOf(name)));
    }

    private String valueOf(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("No exchange before kept '" + name + "'");
        }
        return values.get(name);
    }

    private static String replace(Pattern pattern, String text, UnaryOperator<String> values) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escaped(String value) {
        var quoted = JSON.getNodeFactory().textNode(value).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
