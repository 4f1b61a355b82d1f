package dev.stagedoor.limit;

import java.util.function.Consumer;

/** A call that waits for its part of a limit. */
record Waiter(long need, Consumer<Verdict> decision) {}
