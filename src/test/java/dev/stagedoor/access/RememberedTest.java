package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final String KEY = "key";
    private static final int MANY = 500;

    private record Thing(long version, String text) {}

    private final VersionedStore<String> store = new VersionedStore<>("old");
    private final Remembered<String, Thing> things =
            new Remembered<>(store.version(), store.guard(), 10, Thing::version, thing -> !thing.text()
                    .equals("fleeting"));
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Random random = new Random(5);

    @AfterEach
    void close() {
        store.close();
    }

    private Uni<Thing> find(String key) {
        return things.find(key, same -> store.read(text -> version -> new Thing(version, text)));
    }

    private void ask(String key) {
        find(key).subscribe().with(thing -> told.add(thing.text()), failure -> told.add("failed"));
    }

    private String now() {
        return find(KEY).await().indefinitely().text();
    }

    @Test
    void shouldReadOnceForAllWhoWait() {
        store.hold();
        for (var i = 0; i < MANY; i++) {
            ask(KEY);
        }
        assertThat(told).isEmpty();
        store.release(random, () -> {});

        assertThat(store.reads()).isEqualTo(1);
        assertThat(told).hasSize(MANY).containsOnly("old");
    }

    @Test
    void shouldReadDifferentThingsByThemselves() {
        store.hold();
        ask(KEY);
        ask("another");

        assertThat(store.reads()).isEqualTo(2);
    }

    @Test
    void shouldReadAgainOnceThereIsANewerVersion() {
        assertThat(now()).isEqualTo("old");
        assertThat(now()).isEqualTo("old");
        assertThat(store.reads()).isEqualTo(1);

        store.change("new");

        assertThat(things.orNull(KEY, store.version().currentOrNegative())).isNull();
        assertThat(now()).isEqualTo("new");
        assertThat(store.reads()).isEqualTo(2);
    }

    /** What began before the change may be from before it. */
    @Test
    void shouldNotLetWhoAsksAfterAChangeWaitForWhatBeganBefore() {
        store.hold();
        ask(KEY);
        store.change("new");
        ask(KEY);
        assertThat(store.reads()).isEqualTo(2);

        store.release(random, () -> {});

        assertThat(told).containsExactlyInAnyOrder("old", "new");
        assertThat(now()).isEqualTo("new");
        assertThat(store.reads()).isEqualTo(2);
    }

    @Test
    void shouldTellAllThatItFailedAndReadAgainForTheNext() {
        var failure = new CompletableFuture<Thing>();
        for (var i = 0; i < 2; i++) {
            things.find(KEY, same -> Uni.createFrom().completionStage(failure))
                    .subscribe()
                    .with(thing -> told.add(thing.text()), refused -> told.add(refused.getMessage()));
        }
        failure.completeExceptionally(new IllegalStateException("no"));

        assertThat(told).containsExactly("no", "no");
        assertThat(now()).isEqualTo("old");
    }

    @Test
    void shouldFailWhenWhatReadsThrows() {
        assertThatThrownBy(() -> things.find(KEY, same -> {
                            throw new IllegalStateException("no");
                        })
                        .await()
                        .indefinitely())
                .hasMessage("no");
        assertThat(now()).isEqualTo("old");
    }

    @Test
    void shouldGoOnForTheOthersWhenTheFirstLeaves() {
        store.hold();
        var first = find(KEY).subscribe().with(thing -> told.add("first"), failure -> told.add("failed"));
        ask(KEY);
        first.cancel();
        store.release(random, () -> {});

        assertThat(told).containsExactly("old");
    }

    @Test
    void shouldNotKeepWhatIsNotWorthIt() {
        assertThat(now()).isEqualTo("old");
        store.change("fleeting");

        assertThat(now()).isEqualTo("fleeting");
        assertThat(now()).isEqualTo("fleeting");
        assertThat(store.reads()).isEqualTo(3);
    }

    /** What a call keeps is of one thread; the answer to somebody else's question must not bring another one in. */
    @Test
    void shouldTellEachOnItsOwnEventLoop() throws Exception {
        var vertx = Vertx.vertx();
        try {
            store.hold();
            var answered = List.of(askOn(vertx), askOn(vertx));
            await().until(() -> told.size() == answered.size());
            store.release(random, () -> {});

            for (var context : answered) {
                assertThat(context.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private CompletableFuture<Boolean> askOn(Vertx vertx) {
        var isOnItsOwn = new CompletableFuture<Boolean>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(here -> {
            find(KEY)
                    .subscribe()
                    .with(
                            thing -> isOnItsOwn.complete(Vertx.currentContext() == context),
                            isOnItsOwn::completeExceptionally);
            told.add("asked");
        });
        return isOnItsOwn;
    }
}
