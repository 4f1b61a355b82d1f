/**
 * Prompts: texts with placeholders, kept in versions, tied to models by name, and tried out on one. Filling in a text is
 * one pass of plain substitution; nothing in a text or a value is ever evaluated.
 */
package dev.stagedoor.prompt;
