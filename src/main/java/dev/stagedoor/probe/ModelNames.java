package dev.stagedoor.probe;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The names in a provider's list of models, in any of the ways that providers write one. */
record ModelNames(List<String> all) {
    private static final int MOST = 1_000;
    private static final int LONGEST = 255;

    /** Empty when this is no list of models. */
    static Optional<ModelNames> in(Buffer body) {
        return listIn(body)
                .map(list -> new ModelNames(list.stream()
                        .map(ModelNames::nameOf)
                        .filter(Objects::nonNull)
                        .filter(ModelNames::isName)
                        .toList()));
    }

    /** OpenAI and nearly all have {@code data}, Cohere {@code models}, Together the bare list. */
    private static Optional<JsonArray> listIn(Buffer body) {
        return switch (decoded(body)) {
            case JsonArray list -> Optional.of(list);
            case JsonObject object ->
                Stream.of("data", "models")
                        .map(object::getValue)
                        .filter(JsonArray.class::isInstance)
                        .map(JsonArray.class::cast)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Object decoded(Buffer body) {
        try {
            return Objects.requireNonNullElse(Json.decodeValue(body), "");
        } catch (DecodeException e) {
            return "";
        }
    }

    private static String nameOf(Object entry) {
        return entry instanceof JsonObject model
                ? Stream.of("id", "name")
                        .map(model::getValue)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What could be saved as the name of a model. */
    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(c -> Character.isISOControl(c));
    }

    /** The first 1,000 in order. A provider that quotes the key it was called with is not passed on. */
    List<String> without(Optional<String> key) {
        return all.stream()
                .filter(name -> key.filter(name::contains).isEmpty())
                .distinct()
                .sorted()
                .limit(MOST)
                .toList();
    }
}
