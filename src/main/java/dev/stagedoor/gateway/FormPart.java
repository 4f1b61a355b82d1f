package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import java.util.Locale;
import java.util.Set;

/**
 * What the headers of one part of a form say. Whatever a lenient reader could take for a part named {@code model} is such a
 * part, or is refused: it decides what is called and who may.
 */
record FormPart(String name, boolean isFile) {
    private static final String MODEL = "model";
    private static final String DISPOSITION = "content-disposition";
    private static final String FIELD = "form-data";

    /** In all of them the letters of ASCII are the same. */
    private static final Set<String> TEXTS = Set.of(
            "text/plain", "text/plain;charset=utf-8", "text/plain;charset=us-ascii", "text/plain;charset=iso-8859-1");

    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");

    /** Reads the header lines of a part, without the empty line that ends them. */
    static FormPart read(String headers) {
        FormPart part = null;
        var isText = true;
        for (var line : headers.split("\r\n", -1)) {
            var name = nameOf(line);
            var value = line.substring(name.length() + 1).strip();
            switch (name.toLowerCase(Locale.ROOT)) {
                case DISPOSITION -> {
                    require(part == null, "holds a part that says twice what it is");
                    part = disposition(value);
                }
                case "content-type" -> isText = isPlainText(value);
                case "content-transfer-encoding" ->
                    require(isPlainEncoding(value), "holds a part in another encoding than binary");
                default -> {}
            }
        }
        require(part != null, "holds a part without a name");
        part.check(isText);
        return part;
    }

    /** A line that goes on the one before, and a blank before the colon, mean different things to different readers. */
    private static String nameOf(String line) {
        var colon = line.indexOf(':');
        require(colon > 0, "holds a part with a header that is none");
        var name = line.substring(0, colon);
        require(name.indexOf(' ') < 0 && name.indexOf('\t') < 0, "holds a part with a header that is none");
        return name;
    }

    private static FormPart disposition(String value) {
        require(value.toLowerCase(Locale.ROOT).startsWith(FIELD), "holds a part that is no field of a form");
        var parameters = new HeaderParameters("body", value, FIELD.length());
        String name = null;
        var isFile = false;
        while (parameters.next()) {
            switch (parameters.name()) {
                case "name" -> {
                    require(name == null, "holds a part with two names");
                    name = parameters.value();
                }
                case "filename", "filename*" -> isFile = true;
                default -> throw wrong("holds a part with the parameter '" + parameters.name() + "'");
            }
        }
        require(name != null && name.chars().allMatch(FormPart::isPlain), "holds a part whose name is not plain");
        return new FormPart(name, isFile);
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 127 && c != '%' && c != '\\';
    }

    private static boolean isPlainEncoding(String encoding) {
        return PLAIN.contains(encoding.toLowerCase(Locale.ROOT));
    }

    private static boolean isPlainText(String type) {
        return TEXTS.contains(type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", ""));
    }

    private void check(boolean isText) {
        var plainly = name.strip().toLowerCase(Locale.ROOT);
        require(!plainly.equals("_charset_"), "must be in UTF-8, and not say otherwise");
        if (plainly.startsWith(MODEL + "[") || (plainly.equals(MODEL) && !isModel())) {
            throw new Problem.Invalid(name, "must be written 'model'");
        }
        if (isModel() && (isFile || !isText)) {
            throw new Problem.Invalid(MODEL, "must be a plain text, not a file");
        }
    }

    boolean isModel() {
        return name.equals(MODEL);
    }

    private static void require(boolean isProper, String otherwise) {
        if (!isProper) {
            throw wrong(otherwise);
        }
    }

    private static Problem wrong(String message) {
        return new Problem.Invalid("body", message);
    }
}
