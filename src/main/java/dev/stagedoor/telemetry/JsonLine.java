package dev.stagedoor.telemetry;

/**
 * One JSON object on one line. Names may hold anything: whatever could end the line, or make a terminal do something, is
 * written by its number.
 */
final class JsonLine {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text;
    private char separator = '{';

    JsonLine(StringBuilder text) {
        this.text = text;
    }

    JsonLine put(String name, String value) {
        begin(name);
        text.append('"');
        append(value);
        text.append('"');
        return this;
    }

    JsonLine put(String name, long value) {
        begin(name);
        text.append(value);
        return this;
    }

    JsonLine put(String name, boolean value) {
        begin(name);
        text.append(value);
        return this;
    }

    /** Leaves it out when there is none. */
    JsonLine putIfAny(String name, Long value) {
        return value == null ? this : put(name, value.longValue());
    }

    void end() {
        text.append('}');
    }

    private void begin(String name) {
        text.append(separator).append('"').append(name).append("\":");
        separator = ',';
    }

    /** Nearly all of it is copied as it is. */
    private void append(String value) {
        var from = 0;
        for (var at = 0; at < value.length(); at++) {
            if (mustBeEscaped(value.charAt(at))) {
                text.append(value, from, at);
                escape(value.charAt(at));
                from = at + 1;
            }
        }
        text.append(value, from, value.length());
    }

    private void escape(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else {
            text.append("\\u")
                    .append(HEX.charAt(c >> 12))
                    .append(HEX.charAt((c >> 8) & 15))
                    .append(HEX.charAt((c >> 4) & 15))
                    .append(HEX.charAt(c & 15));
        }
    }

    /** Quotes, control characters, Unicode's other ends of lines, what turns text around, halves of characters. */
    private static boolean mustBeEscaped(char c) {
        return c == '"'
                || c == '\\'
                || c < ' '
                || isBetween('\u007f', c, '\u009f')
                || isBetween('\u2028', c, '\u202e')
                || isBetween('\u2066', c, '\u2069')
                || Character.isSurrogate(c);
    }

    private static boolean isBetween(char first, char c, char last) {
        return c >= first && c <= last;
    }
}
