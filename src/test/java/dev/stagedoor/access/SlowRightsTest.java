package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tries to bring a right back that was taken, by telling late what was read before. */
class SlowRightsTest {
    private static final int ROUNDS = 2_000;
    private static final int LOADS = 5;
    private static final Caller CALLER = new Caller(Subject.user("ann"), Optional.empty());
    private static final Target MODEL = Target.model("openai", "gpt-4o");

    private final VersionedStore<Boolean> store = new VersionedStore<>(true);
    private final AccessControl control = store.control(held -> version -> rights(version, held));
    private final Random random = new Random(5);

    @AfterEach
    void close() {
        store.close();
    }

    private static Entitlements rights(long version, boolean held) {
        var reach = held ? Map.of(MODEL, AccessSet.of(Access.EXECUTE)) : Map.<Target, AccessSet>of();
        return Entitlements.of(version, true, Set.of(Subject.user("ann")), List.of(), reach);
    }

    private static boolean allows(Entitlements rights) {
        return rights.on(MODEL, List.of()).has(Access.EXECUTE);
    }

    /** Loads begin before the right is taken, and after it; they end in any order; nobody who asks afterwards has it. */
    @Test
    void shouldNotBringBackARightThroughALoadThatEndsLate() {
        for (var round = 0; round < ROUNDS; round++) {
            store.change(true);
            store.hold();
            var early = load(1 + random.nextInt(LOADS));
            store.change(false);
            assertThat(control.remembered(CALLER)).isNull();
            var late = load(random.nextInt(LOADS));

            store.flow();
            store.release(random, this::shouldBeTaken);

            assertThat(early).isNotEmpty();
            assertThat(late).noneMatch(SlowRightsTest::allows);
            assertThat(allows(now())).isFalse();
            shouldBeTaken();
        }
    }

    /** What a load tells that began before the change is for who asked before it. */
    private List<Entitlements> load(int times) {
        var told = new ArrayList<Entitlements>();
        for (var i = 0; i < times; i++) {
            control.entitlements(CALLER).subscribe().with(told::add);
        }
        return told;
    }

    private void shouldBeTaken() {
        var held = control.remembered(CALLER);
        assertThat(held == null || !allows(held)).isTrue();
    }

    private Entitlements now() {
        return control.entitlements(CALLER).await().indefinitely();
    }

    /** The same with threads, and no order but their own. */
    @Test
    void shouldNotBringBackARightWhileOthersAsk() throws Exception {
        var isOver = new AtomicBoolean();
        try (var others = Executors.newFixedThreadPool(LOADS)) {
            for (var i = 0; i < LOADS; i++) {
                others.execute(() -> {
                    while (!isOver.get()) {
                        assertThat(now().alive()).isTrue();
                    }
                });
            }
            try {
                for (var round = 0; round < ROUNDS; round++) {
                    store.change(true);
                    assertThat(allows(now())).isTrue();
                    store.change(false);
                    assertThat(allows(now())).isFalse();
                    shouldBeTaken();
                }
            } finally {
                isOver.set(true);
            }
            others.shutdown();
            assertThat(others.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
