package dev.stagedoor.identity;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/** Free key-value data of users and groups, stored as JSON text that no query looks into. */
@Converter
public class TextMap implements AttributeConverter<Map<String, Object>, String> {
    @Override
    public String convertToDatabaseColumn(Map<String, Object> map) {
        return new JsonObject(map == null ? Map.of() : map).encode();
    }

    @Override
    public Map<String, Object> convertToEntityAttribute(String text) {
        return new JsonObject(text).getMap();
    }
}
