/**
 * Failures as the caller sees them: the sealed family of {@link dev.stagedoor.problem.Problem}s that features throw,
 * and the one place that turns any failure into a reply, in Conductor's shape under {@code /api} and in OpenAI's
 * under {@code /v1}. Uses none of our other packages.
 */
package dev.stagedoor.problem;
