package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.SealedTable;

/** How many rows of one table are under one key. */
record Section(SealedTable table, int keyId, long rows) {}
