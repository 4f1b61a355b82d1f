package dev.stagedoor.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What was used of one thing, or by one caller, over time.
 *
 * @param key what it is; null for all that have no series of their own, added up
 * @param name of an application or a user that is there
 * @param others how many are added up; left out where there is a key
 * @param points the intervals in which anything was used, the oldest first
 */
@RegisterForReflection
record UsageSeries(
        String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long others,
        UsageNumbers total,
        List<UsagePoint> points) {}
