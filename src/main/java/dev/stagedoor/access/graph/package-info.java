/**
 * The access graph as plain values, and the decision made on them: subjects, targets, grants, what a caller is
 * entitled to, and why. Uses the JDK only, so that it can be read, tested and trusted by itself.
 */
package dev.stagedoor.access.graph;
