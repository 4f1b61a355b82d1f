package dev.stagedoor.gateway;

import dev.stagedoor.model.Route;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry;

/**
 * What there is to tell of a call that is over.
 *
 * @param route where it went
 * @param nanos from when it was permitted to its last byte
 * @param entry the row that it leaves
 */
public record EndedCall(Tracking tracking, Route.Found route, Endpoint endpoint, long nanos, UsageEntry entry) {}
