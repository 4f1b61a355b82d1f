package dev.stagedoor.usage;

import java.util.Locale;

/** What usage is shown by. */
enum UsageBy {
    /** Written {@code integration:model}. */
    MODEL,
    INTEGRATION,
    /** By id; calls of users are left out. */
    APPLICATION,
    /** By id; calls of applications are left out. */
    USER,
    OUTCOME;

    /** Whether the answer tells who called. */
    boolean tellsWho() {
        return this == APPLICATION || this == USER;
    }

    /** As it is written on the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
