/**
 * How calls are kept from a provider that fails or is full: what one node knows of each integration (its circuit breaker, the
 * calls under way), and the rules of sending again. Knows nothing of HTTP; the gateway asks before each attempt and tells what
 * came of it.
 */
package dev.stagedoor.resilience;
