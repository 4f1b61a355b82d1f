package dev.stagedoor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.access.VersionedStore;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.RouteRepository.Offering;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tries to bring a model back that was deleted, by telling late what was read before. */
class SlowRoutesTest {
    private static final int ROUNDS = 2_000;
    private static final int LOADS = 5;
    private static final String QUALIFIED = "openai:gpt-4o";
    private static final String BARE = "gpt-4o";

    /** Whoever may EXECUTE everything of the integration, in whatever version. */
    private static final Entitlements CALLER = Entitlements.of(
            Long.MAX_VALUE,
            true,
            Set.of(Subject.user("ann")),
            List.of(),
            Map.of(Target.integration("openai"), AccessSet.of(Access.EXECUTE)));

    private final VersionedStore<Boolean> store = new VersionedStore<>(true);
    private final Routes routes = new Routes(new SlowRepository(), store.guard(), store.version(), () -> 1_000);
    private final Random random = new Random(5);

    private final class SlowRepository extends RouteRepository {
        SlowRepository() {
            super(null, null, null);
        }

        @Override
        Uni<Route> route(Reference reference) {
            return store.read(
                    isThere -> version -> isThere && !reference.integration().isEmpty()
                            ? found(version, reference)
                            : new Route.Absent(version));
        }

        @Override
        Uni<Offering> offering(String model) {
            return store.read(isThere ->
                    version -> new Offering(version, isThere && BARE.equals(model) ? List.of("openai") : List.of()));
        }

        private static Route found(long version, Reference reference) {
            return new Route.Found(
                    version,
                    reference,
                    true,
                    Instant.EPOCH,
                    List.of(),
                    Optional.of(new Route.Upstream.Loopback()),
                    Optional.empty());
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldNotBringBackAModelThroughALoadThatEndsLate() {
        shouldStayDeleted(QUALIFIED);
    }

    @Test
    void shouldNotBringBackABareNameThroughALoadThatEndsLate() {
        shouldStayDeleted(BARE);
    }

    private void shouldStayDeleted(String name) {
        for (var round = 0; round < ROUNDS; round++) {
            store.change(true);
            if (random.nextBoolean()) {
                now(name);
                assertThat(routes.remembered(CALLER, name)).isNotNull();
                store.change(true);
            }
            store.hold();
            load(name, 1 + random.nextInt(LOADS));
            for (var step = random.nextInt(3); step > 0; step--) {
                store.release(random, () -> {});
            }
            store.change(false);
            load(name, random.nextInt(LOADS));
            while (store.held() > 0) {
                store.release(random, () -> assertThat(routes.remembered(CALLER, name))
                        .isNull());
            }
            store.flow();

            assertThatThrownBy(() -> now(name)).isInstanceOf(Problem.NotFound.class);
            assertThat(routes.remembered(CALLER, name)).isNull();
        }
    }

    private void load(String name, int times) {
        for (var i = 0; i < times; i++) {
            routes.resolve(CALLER, name).subscribe().with(told -> {}, refused -> {});
        }
    }

    private Route.Found now(String name) {
        return routes.resolve(CALLER, name).await().indefinitely();
    }

    @Test
    void shouldAnswerFromMemoryOnceItKnows() {
        assertThat(routes.remembered(CALLER, QUALIFIED)).isNull();
        assertThat(routes.remembered(CALLER, BARE)).isNull();

        var found = now(QUALIFIED);
        now(BARE);
        var reads = store.reads();

        assertThat(routes.remembered(CALLER, QUALIFIED)).isEqualTo(found);
        assertThat(routes.remembered(CALLER, BARE)).isEqualTo(found);
        assertThat(now(BARE)).isEqualTo(found);
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void shouldRememberNothingForWhoMayNotCall() {
        now(QUALIFIED);
        now(BARE);
        var stranger = Entitlements.of(Long.MAX_VALUE, true, Set.of(Subject.user("bo")), List.of(), Map.of());

        assertThat(routes.remembered(stranger, QUALIFIED)).isNull();
        assertThat(routes.remembered(stranger, BARE)).isNull();
    }
}
