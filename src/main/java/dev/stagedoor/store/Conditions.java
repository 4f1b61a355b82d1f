package dev.stagedoor.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Conditions of a query, joined by {@code and}, with their values. Only those that were asked for are in it, so that each
 * question gets the plan that suits it.
 *
 * @param sql with the values as {@code $1}, {@code $2} and so on
 */
public record Conditions(String sql, List<Object> values) {
    /** Stands for the value of one condition, as often as it is needed there. */
    private static final String VALUE = "$?";

    public static final Conditions NONE = new Conditions("true", List.of());

    public Conditions {
        values = List.copyOf(values);
    }

    /** And this one, with its value written {@code $?}; the same as before when there is no value. */
    public Conditions and(String condition, Object value) {
        if (value == null) {
            return this;
        }
        var more = new ArrayList<>(values);
        more.add(value);
        return new Conditions(sql + " and " + condition.replace(VALUE, "$" + more.size()), more);
    }
}
