package dev.stagedoor.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a change would do, told instead of done.
 *
 * @param gains who would have more than now
 * @param loses who would have less
 */
public record Effect(String message, Side gains, Side loses) {
    /** How many changes are listed at most; all are counted. */
    private static final int LISTED = 1_000;

    /**
     * One side of it.
     *
     * @param count how many principals on how many targets, as pairs
     * @param changes the first of them; left out for callers who may not see users
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Side(int count, List<Change> changes) {}

    /** What one principal would gain or lose on one target. */
    @RegisterForReflection
    public record Change(GrantRequest.SubjectRef subject, GrantRequest.TargetRef target, List<Access> access) {}

    private record Pair(String principal, Target target) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            var byPrincipal = principal.compareTo(other.principal);
            return byPrincipal != 0 ? byPrincipal : target.toString().compareTo(other.target.toString());
        }
    }

    static Effect between(List<ReachRepository.Held> before, List<ReachRepository.Held> after, boolean mayNameUsers) {
        var had = byPair(before);
        var has = byPair(after);
        return new Effect("Nothing was changed", side(has, had, mayNameUsers), side(had, has, mayNameUsers));
    }

    private static Map<Pair, AccessSet> byPair(List<ReachRepository.Held> held) {
        Map<Pair, AccessSet> byPair = HashMap.newHashMap(held.size());
        held.forEach(one -> byPair.merge(new Pair(one.principal(), one.target()), one.access(), AccessSet::and));
        return byPair;
    }

    private static Side side(Map<Pair, AccessSet> more, Map<Pair, AccessSet> less, boolean mayNameUsers) {
        var surplus = new TreeMap<Pair, AccessSet>();
        more.forEach((pair, access) -> {
            var rest = access.without(less.getOrDefault(pair, AccessSet.NONE));
            if (!rest.equals(AccessSet.NONE)) {
                surplus.put(pair, rest);
            }
        });
        return new Side(surplus.size(), mayNameUsers ? changes(surplus) : null);
    }

    private static List<Change> changes(Map<Pair, AccessSet> surplus) {
        var changes = new ArrayList<Change>();
        surplus.entrySet().stream()
                .limit(LISTED)
                .forEach(entry -> changes.add(new Change(
                        GrantRequest.SubjectRef.of(Subject.user(entry.getKey().principal())),
                        GrantRequest.TargetRef.of(entry.getKey().target()),
                        entry.getValue().words())));
        return changes;
    }
}
