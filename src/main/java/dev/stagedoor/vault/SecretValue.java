package dev.stagedoor.vault;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Mask;

/** What a secret holds: the text as somebody sent it, nothing in it expanded. */
record SecretValue(String text) {
    static final String FIELD = "value";

    /** In characters (contract, section 1.14). */
    private static final int LONGEST = 65_535;

    SecretValue {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new Problem.Invalid(FIELD, "must not be longer than " + LONGEST + " characters");
        }
    }

    @Override
    public String toString() {
        return "SecretValue[" + Mask.TEXT + "]";
    }
}
