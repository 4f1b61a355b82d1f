/**
 * How many tokens an integration or a model may use in a period (contract, sections 1.6 and 2). There is one limit for each,
 * whichever way it is written: the TokenLimit of a model and the {@code maxTokens} and {@code frequency} that the model is
 * saved with are the same.
 */
package dev.stagedoor.limit;
