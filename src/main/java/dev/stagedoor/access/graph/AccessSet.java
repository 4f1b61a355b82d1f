package dev.stagedoor.access.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A set of access words, held in the bits in which it is stored. */
public record AccessSet(int bits) {
    private static final Access[] WORDS = Access.values();

    public static final AccessSet NONE = new AccessSet(0);
    public static final AccessSet ALL = of(WORDS);

    public AccessSet {
        if (bits < 0 || bits >= 1 << WORDS.length) {
            throw new IllegalArgumentException("Not a set of access words: " + bits);
        }
    }

    public static AccessSet of(Access... words) {
        return of(Arrays.asList(words));
    }

    public static AccessSet of(Collection<Access> words) {
        return new AccessSet(words.stream().mapToInt(Access::bit).reduce(0, (a, b) -> a | b));
    }

    public boolean has(Access word) {
        return (bits & word.bit()) != 0;
    }

    public boolean hasAll(AccessSet other) {
        return (bits & other.bits) == other.bits;
    }

    public AccessSet and(AccessSet other) {
        var sum = bits | other.bits;
        return sum == bits ? this : sum == other.bits ? other : new AccessSet(sum);
    }

    public AccessSet without(AccessSet other) {
        return new AccessSet(bits & ~other.bits);
    }

    public List<Access> words() {
        return Arrays.stream(WORDS).filter(this::has).toList();
    }
}
