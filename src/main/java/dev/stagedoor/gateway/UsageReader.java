package dev.stagedoor.gateway;

import dev.stagedoor.usage.UsageEntry.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON objects that come in pieces, byte by byte, for what they tell of usage: the provider's count, in {@code usage}
 * of the object or of the {@code response} or {@code x_groq} inside it, and how long the answer's texts are. Builds nothing,
 * and holds no more than the last name; what is no JSON makes it read nonsense, never fail.
 */
final class UsageReader {
    private static final int LONGEST_NAME = 32;
    private static final int DEEPEST = 62;
    private static final long MOST = Long.MAX_VALUE / 16;

    private static final int SHORTEST_NAME = 4;

    /** What the choices of the object are known to be. */
    private enum Choices {
        UNSEEN,
        OPENED,
        NONE,
        SOME
    }

    private final byte[] name = new byte[LONGEST_NAME];
    private int nameLength;
    private boolean isInText;
    private boolean isEscaped;
    private boolean isValue;
    private boolean isCounted;
    private boolean isNumber;
    private boolean isFraction;
    private long number;
    private int depth;
    private long objects;
    private Member outer = Member.OTHER;
    private Member current = Member.OTHER;
    private int depthOfUsage;
    private Choices choices = Choices.UNSEEN;
    private boolean hasUsage;
    private boolean isWhole;
    private boolean isBroken;

    private long prompt;
    private long completion;
    private long total;
    private long cached;
    private long reasoning;
    private Tokens found;
    private long textBytes;

    /** What a member means here, by its name. */
    private enum Member {
        OTHER(""),
        CHOICES("choices"),
        OUTPUT("output"),
        RESPONSE("response"),
        GROQ("x_groq"),
        USAGE("usage"),
        DELTA("delta"),
        CONTENT("content"),
        TEXT("text"),
        ARGUMENTS("arguments"),
        REFUSAL("refusal"),
        REASONING_CONTENT("reasoning_content"),
        REASONING("reasoning"),
        PROMPT_TOKENS("prompt_tokens"),
        INPUT_TOKENS("input_tokens"),
        COMPLETION_TOKENS("completion_tokens"),
        OUTPUT_TOKENS("output_tokens"),
        TOTAL_TOKENS("total_tokens"),
        CACHED_TOKENS("cached_tokens"),
        PROMPT_CACHE_HIT_TOKENS("prompt_cache_hit_tokens"),
        REASONING_TOKENS("reasoning_tokens");

        private static final Member[] ALL = values();
        private final byte[] bytes;

        Member(String text) {
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        }

        static Member named(byte[] name, int length) {
            for (var member : ALL) {
                if (member.bytes.length == length && Arrays.equals(member.bytes, 0, length, name, 0, length)) {
                    return member;
                }
            }
            return OTHER;
        }

        boolean isText() {
            return this == CONTENT
                    || this == TEXT
                    || this == ARGUMENTS
                    || this == REFUSAL
                    || this == REASONING_CONTENT
                    || this == REASONING;
        }
    }

    /** The next object begins; what was found in those before is kept. */
    void beginObject() {
        isInText = isEscaped = isValue = isNumber = isCounted = hasUsage = isWhole = isBroken = false;
        nameLength = depth = depthOfUsage = 0;
        objects = 0;
        outer = current = Member.OTHER;
        choices = Choices.UNSEEN;
    }

    void read(byte[] bytes, int from, int to) {
        var at = from;
        while (at < to && !isBroken) {
            at = isInText ? readText(bytes, at, to) : readOne(bytes, at);
        }
    }

    /** The last count that was read to its end; null when there was none. */
    Tokens found() {
        return found;
    }

    /** How many bytes of texts of the model were read, as JSON writes them. */
    long textBytes() {
        return textBytes;
    }

    /** Whether this object can still be, or is, one that tells the usage and nothing else. */
    boolean mayTellUsageOnly() {
        return !isBroken && choices != Choices.SOME;
    }

    /** Whether this object, read to its end, tells the usage and nothing else. */
    boolean tellsUsageOnly() {
        return !isBroken && depth == 0 && choices == Choices.NONE && hasUsage;
    }

    private int readText(byte[] bytes, int from, int to) {
        var at = from;
        for (; at < to; at++) {
            var b = bytes[at];
            if (isEscaped) {
                isEscaped = false;
            } else if (b == '\\') {
                isEscaped = true;
            } else if (b == '"') {
                isInText = false;
                break;
            }
            if (!isValue && nameLength < LONGEST_NAME) {
                name[nameLength++] = b;
            }
        }
        if (isCounted) {
            textBytes += at - from;
        }
        return isInText ? at : at + 1;
    }

    private int readOne(byte[] bytes, int at) {
        var b = bytes[at];
        if (isNumber && !readDigit(b)) {
            endNumber();
        }
        switch (b) {
            case '"' -> beginText();
            case ':' -> endName();
            case ',' -> isValue = !isInObject();
            case '{' -> open(true);
            case '[' -> open(false);
            case '}', ']' -> close();
            default -> readOther(b);
        }
        return at + 1;
    }

    private void beginText() {
        firstOfChoices();
        isInText = true;
        nameLength = 0;
        isCounted = isValue && isOfTheModel();
        isBroken |= depth == 0;
    }

    private boolean isOfTheModel() {
        return depth == 1
                ? current == Member.DELTA
                : (outer == Member.CHOICES || outer == Member.OUTPUT) && current.isText();
    }

    private void endName() {
        current = nameLength < SHORTEST_NAME || nameLength == LONGEST_NAME
                ? Member.OTHER
                : Member.named(name, nameLength);
        if (depth == 1) {
            outer = current;
        }
        isValue = true;
    }

    private void open(boolean isObject) {
        firstOfChoices();
        isBroken |= (depth == 0 && (!isObject || isWhole)) || depth == DEEPEST;
        if (isObject && current == Member.USAGE && isPlaceOfUsage()) {
            depthOfUsage = depth + 1;
            prompt = completion = total = cached = reasoning = 0;
        } else if (!isObject && depth == 1 && current == Member.CHOICES) {
            choices = Choices.OPENED;
        }
        depth++;
        objects = isObject ? objects | (1L << depth) : objects & ~(1L << depth);
        isValue = !isObject;
    }

    private boolean isPlaceOfUsage() {
        return depth == 1 || (depth == 2 && (outer == Member.RESPONSE || outer == Member.GROQ));
    }

    private boolean isInObject() {
        return (objects & (1L << depth)) != 0;
    }

    private void close() {
        if (choices == Choices.OPENED && depth == 2) {
            choices = Choices.NONE;
        }
        if (depthOfUsage > 0 && depth == depthOfUsage) {
            hasUsage |= depth == 2;
            depthOfUsage = 0;
            found = Tokens.counted(
                    prompt, completion, total == 0 ? prompt + completion : total, Math.min(cached, prompt), reasoning);
        }
        depth--;
        isWhole = depth == 0;
        isBroken |= depth < 0;
        isValue = true;
        current = Member.OTHER;
    }

    /** Anything inside the choices shows that there are some. */
    private void firstOfChoices() {
        if (choices == Choices.OPENED && depth == 2) {
            choices = Choices.SOME;
        }
    }

    private void readOther(byte b) {
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return;
        }
        firstOfChoices();
        isBroken |= depth == 0;
        isValue &= b != '-';
        if (depthOfUsage > 0 && isValue && !isNumber && b >= '0' && b <= '9') {
            isNumber = true;
            isFraction = false;
            number = (long) b - '0';
        }
    }

    /** Whether the number goes on. */
    private boolean readDigit(byte b) {
        if (b >= '0' && b <= '9') {
            number = isFraction || number > MOST ? number : number * 10 + b - '0';
            return true;
        }
        isFraction |= b == '.' || b == 'e' || b == 'E';
        return isFraction && b != ',' && b != '}' && b != ']' && b > ' ';
    }

    private void endNumber() {
        isNumber = false;
        if (depth > depthOfUsage + 1) {
            return;
        }
        var isDirect = depth == depthOfUsage;
        switch (current) {
            case PROMPT_TOKENS, INPUT_TOKENS -> prompt = isDirect ? number : prompt;
            case COMPLETION_TOKENS, OUTPUT_TOKENS -> completion = isDirect ? number : completion;
            case TOTAL_TOKENS -> total = isDirect ? number : total;
            case CACHED_TOKENS, PROMPT_CACHE_HIT_TOKENS -> cached = Math.max(cached, number);
            case REASONING_TOKENS -> reasoning = number;
            default -> {}
        }
        current = Member.OTHER;
    }
}
