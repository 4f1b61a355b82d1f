package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import java.util.Optional;

/**
 * What a call may come to, as an upper estimate made before it goes out.
 *
 * @param principal who calls; what its groups are limited to counts too
 * @param model what is called; what its integration is limited to counts too
 * @param askedAs the virtual model by whose name it is called, whose limits hold as well
 * @param tokens of the prompt and the longest answer
 * @param costNanos in billionths of a US dollar; 0 where the price is not known
 */
public record Demand(Subject principal, Target model, Optional<Target> askedAs, long tokens, long costNanos) {}
