/**
 * What may be used in a period, in requests, tokens and money, and how calls are held to it, exactly, on however many nodes.
 * The limit on the tokens of an integration or a model in a day, a week or a month is that of the contract (sections 1.6 and
 * 2), whichever way it is written: as a TokenLimit, or as the {@code maxTokens} and {@code frequency} of a model.
 */
package dev.stagedoor.limit;
