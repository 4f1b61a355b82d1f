package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What separates the parts of a multipart body (RFC 2046, section 5.1.1). Read strictly and in one pass: what two readers
 * might take for two different boundaries is refused, since the provider reads the same header again.
 */
record Boundary(String text) {
    private static final String HEADER = "Content-Type";
    private static final String FORM = "multipart/form-data";
    private static final int LONGEST = 70;
    private static final int LONGEST_HEADER = 512;

    /** 400 when the header does not announce form data, or names no boundary or an illegal one. */
    static Boundary of(String contentType) {
        if (contentType == null || !isForm(contentType)) {
            throw wrong("must be " + FORM + " with a boundary");
        }
        if (contentType.length() > LONGEST_HEADER) {
            throw wrong("is too long");
        }
        var parameters = new HeaderParameters(HEADER, contentType, FORM.length());
        String found = null;
        while (parameters.next()) {
            if (isUtf8(parameters)) {
                continue;
            }
            if (!parameters.name().equals("boundary") || found != null) {
                throw wrong("may hold nothing but one boundary");
            }
            found = parameters.value();
        }
        if (found == null || !isLegal(found)) {
            throw wrong("must name a boundary of 1 to 70 characters that RFC 2046 allows");
        }
        return new Boundary(found);
    }

    private static boolean isUtf8(HeaderParameters parameters) {
        return parameters.name().equals("charset") && parameters.value().equalsIgnoreCase("utf-8");
    }

    private static boolean isForm(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    private static boolean isLegal(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(Boundary::isLegal)
                && !text.endsWith(" ");
    }

    private static boolean isLegal(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "'()+_,-./:=? ".indexOf(c) >= 0);
    }

    private static Problem wrong(String message) {
        return new Problem.Invalid(HEADER, message);
    }

    /** How a line that ends a part begins, with the line feed before it. */
    byte[] delimiter() {
        return ("\n--" + text).getBytes(StandardCharsets.US_ASCII);
    }
}
