package dev.stagedoor.identity.login;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Finds claims by path: {@code realm_access/roles}, or {@code https://example.com/roles} where a claim has just this name.
 * A claim may hold one text or a list of them.
 */
final class ClaimPath {
    private ClaimPath() {}

    static Optional<String> one(JsonWebToken token, String path) {
        return many(token, path).stream().findFirst();
    }

    static List<String> many(JsonWebToken token, String path) {
        var named = token.<Object>getClaim(path);
        return named == null ? nested(token, path) : texts(named);
    }

    private static List<String> nested(JsonWebToken token, String path) {
        Object at = null;
        for (var step : path.split("/", -1)) {
            at = at == null ? token.getClaim(step) : at instanceof Map<?, ?> map ? map.get(step) : null;
            if (at == null) {
                return List.of();
            }
        }
        return texts(at);
    }

    private static List<String> texts(Object value) {
        return switch (value) {
            case JsonString text -> List.of(text.getString());
            case JsonArray array ->
                array.stream().flatMap(item -> texts(item).stream()).toList();
            case JsonObject object -> List.of();
            case JsonNumber number -> List.of(number.toString());
            case Collection<?> items ->
                items.stream().flatMap(item -> texts(item).stream()).toList();
            case String text -> List.of(text);
            default -> List.of();
        };
    }
}
