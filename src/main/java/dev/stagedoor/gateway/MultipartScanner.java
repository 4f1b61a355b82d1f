package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads along while a multipart body passes by, to find the one part that names the model. Looks at each byte once, and keeps
 * no more than the headers of a part or the model's name. Stricter than most readers, so that none can find another model
 * than this one does.
 */
final class MultipartScanner {
    private static final int LONGEST_HEADERS = 8 << 10;

    /** An integration and a model, each of 255 characters of up to four bytes, and what joins them. */
    private static final int LONGEST_MODEL = 2 * 255 * 4 + 1;

    private enum State {
        DATA,
        BEHIND_DELIMITER,
        LINE_END,
        LAST_HYPHEN,
        HEADERS,
        EPILOGUE
    }

    /** The one part that names the model: its value, and where it stands in the body. */
    record Model(String name, long start, long end) {}

    private final byte[] delimiter;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int lineStart;
    private State state = State.DATA;
    private FormPart part;
    private Model model;
    private long partStart;
    private long position;
    private byte previous;

    /** How much of the delimiter was just read: the body begins as if a line had ended before it. */
    private int matched = 1;

    private boolean isLineEndProper = true;

    MultipartScanner(Boundary boundary) {
        this.delimiter = boundary.delimiter();
    }

    /** Null until its part has passed. */
    Model model() {
        return model;
    }

    /** Reads the next bytes; 400 when they make a body that can be read in more than one way. */
    void take(byte[] bytes) {
        for (var at = passOver(bytes, 0); at < bytes.length; at = passOver(bytes, at + 1)) {
            take(bytes[at]);
            previous = bytes[at];
            position++;
        }
    }

    /** Most bytes of most bodies are nothing but data up to the next line feed. */
    private int passOver(byte[] bytes, int from) {
        var at = from;
        if (state == State.DATA && matched == 0 && !part.isModel()) {
            while (at < bytes.length && bytes[at] != '\n') {
                at++;
            }
        }
        if (at > from) {
            previous = bytes[at - 1];
            position += at - from;
        }
        return at;
    }

    private void take(byte next) {
        switch (state) {
            case DATA -> takeData(next);
            case BEHIND_DELIMITER -> {
                require(next == '\r' || next == '-', "goes on in a line that begins with its boundary");
                state = next == '-' ? State.LAST_HYPHEN : State.LINE_END;
            }
            case LINE_END -> {
                require(next == '\n', "goes on in a line that begins with its boundary");
                kept.reset();
                lineStart = 0;
                state = State.HEADERS;
            }
            case LAST_HYPHEN -> {
                require(next == '-', "goes on in a line that begins with its boundary");
                state = State.EPILOGUE;
            }
            case HEADERS -> takeHeader(next);
            case EPILOGUE ->
                require(
                        (next == '\r' && previous == '-') || (next == '\n' && previous == '\r'),
                        "goes on after its last boundary");
        }
    }

    /** Only its first byte is a line feed, so that what fails to match can only begin anew there. */
    private void takeData(byte next) {
        if (part != null && part.isModel()) {
            keep(next, LONGEST_MODEL + delimiter.length + 1, "model");
        }
        if (next == delimiter[matched] && next != '\n') {
            matched++;
        } else {
            require(part != null, "must begin with its boundary");
            matched = next == '\n' ? 1 : 0;
            isLineEndProper = previous == '\r';
        }
        if (matched == delimiter.length) {
            require(isLineEndProper, "holds its boundary behind an end of line that is not CR LF");
            endPart();
        }
    }

    private void endPart() {
        if (part != null && part.isModel()) {
            var length = kept.size() - delimiter.length - 1;
            model = new Model(nameOf(length), partStart, partStart + length);
        }
        state = State.BEHIND_DELIMITER;
    }

    private String nameOf(int length) {
        if (length <= 0) {
            throw new Problem.Invalid("model", "must be a text that names a model");
        }
        try {
            var bytes = ByteBuffer.wrap(kept.toByteArray(), 0, length);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Problem.Invalid("model", "must be a text in UTF-8");
        }
    }

    private void takeHeader(byte next) {
        keep(next, LONGEST_HEADERS, "body");
        require((next == '\n') == (previous == '\r'), "ends a line of a header with something else than CR LF");
        require(next >= ' ' || next < 0 || next == '\t' || next == '\r' || next == '\n', "holds a header that is none");
        if (next == '\n') {
            var isEmpty = kept.size() - lineStart == 2;
            lineStart = kept.size();
            if (isEmpty) {
                beginPart();
            }
        }
    }

    /** The end of the headers counts as the end of a line, but not as one that a boundary may follow. */
    private void beginPart() {
        var headers = kept.toString(StandardCharsets.ISO_8859_1);
        part = FormPart.read(headers.substring(0, Math.max(headers.length() - 4, 0)));
        require(model == null || !part.isModel(), "names its model twice");
        kept.reset();
        partStart = position + 1;
        matched = 1;
        isLineEndProper = false;
        state = State.DATA;
    }

    private void keep(byte next, int limit, String field) {
        if (kept.size() == limit) {
            throw new Problem.Invalid(field, "holds too long a header or name of a model");
        }
        kept.write(next);
    }

    /** To be called when there are no more bytes; 400 when there should be. */
    void end() {
        require(state == State.EPILOGUE, "breaks off before its last boundary");
        if (model == null) {
            throw new Problem.Invalid("model", "is missing: say which model to call");
        }
    }

    private static void require(boolean isProper, String otherwise) {
        if (!isProper) {
            throw new Problem.Invalid("body", otherwise);
        }
    }
}
