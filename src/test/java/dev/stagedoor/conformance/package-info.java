/**
 * The contract as data: the files under {@code src/test/resources/conformance} say what each endpoint is sent and what it
 * must answer, and this runs them. What the words in them mean is said at {@link dev.stagedoor.conformance.Exchange} and
 * {@link dev.stagedoor.conformance.Shapes}.
 */
package dev.stagedoor.conformance;
