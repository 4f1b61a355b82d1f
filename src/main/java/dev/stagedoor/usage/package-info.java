/** What was called, by whom, with what outcome and how many tokens: one row per call, written in batches. */
package dev.stagedoor.usage;
