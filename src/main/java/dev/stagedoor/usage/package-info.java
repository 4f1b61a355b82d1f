/**
 * What was called, by whom, with what outcome and how many tokens: one row per call, written in batches. What the rows
 * add up to, by model and by day, is what the contract calls metrics and history (section 1.6). Beside the contract they are
 * added up over time for charts, and exported.
 */
package dev.stagedoor.usage;
