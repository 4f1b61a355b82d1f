package dev.stagedoor.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What was read from the store, each with the version of the access graph that it is true of, read in the same statement: good
 * until there is a newer one. However late a reading ends, it cannot bring back what a newer version took.
 *
 * <p>After a change everything is read once, however many calls wait for it: who needs what is being read already waits for
 * that, if the reading began at a version that is good for him.
 *
 * @param <K> what it is known by
 * @param <V> what is read
 */
public final class Remembered<K, V> {
    private final AclVersion version;
    private final StoreGuard guard;
    private final ToLongFunction<V> versionOf;
    private final Predicate<V> isWorthKeeping;
    private final Cache<K, Held<V>> held;
    private final ConcurrentMap<K, Question<V>> asked = new ConcurrentHashMap<>();

    private record Held<V>(long version, V value) {}

    /** One that keeps everything it reads. */
    public Remembered(AclVersion version, StoreGuard guard, long most, ToLongFunction<V> versionOf) {
        this(version, guard, most, versionOf, read -> true);
    }

    /**
     * @param most how many things are remembered; those that are asked for seldom go first
     * @param versionOf which version a thing is true of
     * @param isWorthKeeping false for what must be read again the next time
     */
    public Remembered(
            AclVersion version, StoreGuard guard, long most, ToLongFunction<V> versionOf, Predicate<V> isWorthKeeping) {
        this.version = version;
        this.guard = guard;
        this.versionOf = versionOf;
        this.isWorthKeeping = isWorthKeeping;
        this.held = Caffeine.newBuilder().maximumSize(most).build();
    }

    /**
     * What is in memory and true of this version or a newer one; null when only {@link #find} can tell. It never waits, never
     * fails and makes no garbage.
     *
     * @param current from {@link AclVersion#currentOrNegative}; nothing is good while that is negative
     */
    public V orNull(K key, long current) {
        var known = held.getIfPresent(key);
        return known != null && current >= 0 && known.version() >= current ? known.value() : null;
    }

    /** The same, read from the store where it has to be; fails with 503 when the store is away and it is not known. */
    public Uni<V> find(K key, Function<K, Uni<V>> read) {
        return version.current().chain(current -> {
            var known = orNull(key, current);
            return known != null
                    ? Uni.createFrom().item(known)
                    : ask(key, current, read).answer();
        });
    }

    private Question<V> ask(K key, long current, Function<K, Uni<V>> read) {
        var mine = new Question<V>(current);
        var running = asked.compute(key, (same, other) -> other != null && other.askedAt() >= current ? other : mine);
        if (running == mine) {
            put(key, mine, read);
        }
        return running;
    }

    /** Who put it may leave: others wait for the answer too. */
    private void put(K key, Question<V> question, Function<K, Uni<V>> read) {
        guard.read(() -> read.apply(key))
                .map(found -> keep(key, found))
                .onTermination()
                .invoke(() -> asked.remove(key, question))
                .subscribe()
                .with(question::answer, question::fail);
    }

    private V keep(K key, V found) {
        if (!isWorthKeeping.test(found)) {
            held.invalidate(key);
            return found;
        }
        return held.asMap()
                .merge(
                        key,
                        new Held<>(versionOf.applyAsLong(found), found),
                        (old, young) -> old.version() > young.version() ? old : young)
                .value();
    }
}
