package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import java.util.Locale;

/**
 * The parameters behind the value of a header, {@code ; name=value} each, one after the other. There is no escaping: a
 * backslash before a quotation mark is refused, for some readers take it for the end of the text and some do not.
 */
final class HeaderParameters {
    private final String field;
    private final String header;
    private int at;
    private String name;
    private String value;

    /**
     * The parameters of a header.
     *
     * @param field what a refusal names
     * @param from where its value ends
     */
    HeaderParameters(String field, String header, int from) {
        this.field = field;
        this.header = header;
        this.at = from;
    }

    /** Goes to the next one; false when there is none. 400 when the rest is no parameter. */
    boolean next() {
        skipBlanks();
        if (at == header.length()) {
            return false;
        }
        expect(';');
        skipBlanks();
        name = token().toLowerCase(Locale.ROOT);
        expect('=');
        value = at < header.length() && header.charAt(at) == '"' ? quoted() : token();
        return true;
    }

    /** In lower case. */
    String name() {
        return name;
    }

    String value() {
        return value;
    }

    private void skipBlanks() {
        while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
            at++;
        }
    }

    private void expect(char expected) {
        if (at == header.length() || header.charAt(at) != expected) {
            throw malformed();
        }
        at++;
    }

    private String token() {
        var from = at;
        while (at < header.length() && isTokenCharacter(header.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return header.substring(from, at);
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private String quoted() {
        var from = at + 1;
        var end = header.indexOf('"', from);
        if (end < 0 || header.charAt(end - 1) == '\\') {
            throw malformed();
        }
        at = end + 1;
        return header.substring(from, end);
    }

    private Problem malformed() {
        return new Problem.Invalid(field, "holds a parameter that can be read in more than one way");
    }
}
