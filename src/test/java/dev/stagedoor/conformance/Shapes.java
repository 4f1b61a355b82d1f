package dev.stagedoor.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The named shapes of {@code shapes.json}: fields with their types. A field whose name ends in {@code ?} may be absent or
 * null, one of the type {@code never} must be absent; every other field must be there, and no field that the shape does not name. Types are
 * {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code any}, {@code one of A B}, a shape, and
 * {@code array of} or {@code map of} a type.
 */
final class Shapes {
    private static final String ARRAY = "array of ";
    private static final String MAP = "map of ";
    private static final String ONE_OF = "one of ";

    private final Map<String, Map<String, String>> shapes;

    Shapes(Map<String, Map<String, String>> shapes) {
        this.shapes = shapes;
    }

    /** What is wrong with the value, each fault with its JSON pointer; empty when it has the type. */
    List<String> faults(JsonNode value, String type) {
        List<String> faults = new ArrayList<>();
        check(value, type, "", faults);
        return faults;
    }

    private void check(JsonNode value, String type, String at, List<String> faults) {
        if (type.startsWith(ARRAY)) {
            checkArray(value, type.substring(ARRAY.length()), at, faults);
        } else if (type.startsWith(MAP)) {
            checkMap(value, type.substring(MAP.length()), at, faults);
        } else if (shapes.containsKey(type)) {
            checkShape(value, type, at, faults);
        } else if (!isSimple(value, type)) {
            faults.add("%s should be %s, but is %s".formatted(at, type, value));
        }
    }

    private void checkArray(JsonNode value, String type, String at, List<String> faults) {
        if (!value.isArray()) {
            faults.add("%s should be an array, but is %s".formatted(at, value));
        }
        for (var i = 0; i < value.size() && value.isArray(); i++) {
            check(value.get(i), type, at + "/" + i, faults);
        }
    }

    private void checkMap(JsonNode value, String type, String at, List<String> faults) {
        if (!value.isObject()) {
            faults.add("%s should be an object, but is %s".formatted(at, value));
        }
        value.properties().forEach(entry -> check(entry.getValue(), type, at + "/" + entry.getKey(), faults));
    }

    private void checkShape(JsonNode value, String name, String at, List<String> faults) {
        if (!value.isObject()) {
            faults.add("%s should be of shape %s, but is %s".formatted(at, name, value));
            return;
        }
        var unknown = fieldsOf(value);
        shapes.get(name).forEach((field, type) -> {
            var isOptional = field.endsWith("?");
            var plain = isOptional ? field.substring(0, field.length() - 1) : field;
            unknown.remove(plain);
            checkField(value.get(plain), type, isOptional, at + "/" + plain, faults);
        });
        unknown.forEach(field -> faults.add("%s/%s is not a field of %s".formatted(at, field, name)));
    }

    private void checkField(JsonNode value, String type, boolean isOptional, String at, List<String> faults) {
        if (type.equals("never")) {
            if (value != null) {
                faults.add(at + " must never be shown");
            }
        } else if (value != null && !(isOptional && value.isNull())) {
            check(value, type, at, faults);
        } else if (!isOptional) {
            faults.add(at + " is missing");
        }
    }

    private static Set<String> fieldsOf(JsonNode value) {
        return StreamSupport.stream(((Iterable<String>) value::fieldNames).spliterator(), false)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSimple(JsonNode value, String type) {
        if (type.startsWith(ONE_OF)) {
            return value.isTextual()
                    && List.of(type.substring(ONE_OF.length()).split(" ")).contains(value.textValue());
        }
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "any" -> !value.isNull();
            default -> throw new IllegalArgumentException("There is no shape '" + type + "'");
        };
    }
}
