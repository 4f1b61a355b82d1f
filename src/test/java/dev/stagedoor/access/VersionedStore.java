package dev.stagedoor.access;

import dev.stagedoor.access.graph.Entitlements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * In the place of the store: a version with what is true of it, which a test changes and which is read at once, but told as
 * late as the test likes.
 *
 * @param <T> what is true of a version
 */
public final class VersionedStore<T> implements AutoCloseable {
    private static final Duration NEVER_OLD = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger reads = new AtomicInteger();
    private final AclVersion version;
    private final StoreGuard guard;
    private volatile State<T> state;
    private volatile boolean isSlow;

    private record State<T>(long version, T truth) {}

    public VersionedStore(T truth) {
        var config = new FixedAccessConfig(NEVER_OLD, NEVER_OLD);
        state = new State<>(1, truth);
        version = new AclVersion(new VersionOnly(() -> state.version()), new NewsRepository(null), config, vertx);
        guard = new StoreGuard(version, config, vertx);
    }

    private static final class VersionOnly extends AclRepository {
        private final Supplier<Long> version;

        VersionOnly(Supplier<Long> version) {
            super(null);
            this.version = version;
        }

        @Override
        Uni<Long> version() {
            return Uni.createFrom().item(version);
        }
    }

    public AclVersion version() {
        return version;
    }

    public StoreGuard guard() {
        return guard;
    }

    /** A change that is committed and acknowledged here. */
    public void change(T truth) {
        state = new State<>(state.version() + 1, truth);
        version.advanceTo(state.version());
    }

    /** From here on what is read is told only when it is released. */
    public void hold() {
        isSlow = true;
    }

    /** Lets go of what is held, in any order, looking at the world after each. */
    public void release(Random order, Runnable look) {
        var late = new ArrayList<>(held);
        held.clear();
        Collections.shuffle(late, order);
        late.forEach(telling -> {
            telling.run();
            look.run();
        });
    }

    /** From here on what is read is told at once. */
    public void flow() {
        isSlow = false;
    }

    /** How many reads wait to be told. */
    public int held() {
        return held.size();
    }

    public int reads() {
        return reads.get();
    }

    /** One statement: what is true now, with the version that it is true of. */
    public <R> Uni<R> read(Function<T, Function<Long, R>> row) {
        return Uni.createFrom().emitter(reader -> {
            reads.incrementAndGet();
            var now = state;
            var result = row.apply(now.truth()).apply(now.version());
            if (isSlow) {
                held.add(() -> reader.complete(result));
            } else {
                reader.complete(result);
            }
        });
    }

    /** An {@link AccessControl} that reads rights from here. */
    AccessControl control(Function<T, Function<Long, Entitlements>> row) {
        var config = new FixedAccessConfig(NEVER_OLD, NEVER_OLD);
        var rights = new AclRepository(null) {
            @Override
            Uni<Entitlements> entitlements(Caller caller) {
                return read(row);
            }
        };
        return new AccessControl(rights, guard, version, config);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
