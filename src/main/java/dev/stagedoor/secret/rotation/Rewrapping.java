package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.SecretConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Re-wraps, batch by batch and while calls go on, every stored secret that is not under the current key. It keeps nothing
 * in mind: what is left is what the rows say, so it resumes after a crash and replicas share the work. As long as other
 * keys are configured it looks again, since a save or a replica of yesterday may still write under one.
 */
@ApplicationScoped
class Rewrapping {
    private static final Logger LOG = Logger.getLogger(Rewrapping.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final SealedRepository repository;
    private final KeyRing ring;
    private final Progress progress;
    private final Duration interval;
    private final Vertx vertx;
    private volatile boolean isStopping;

    Rewrapping(SealedRepository repository, KeyRing ring, Progress progress, SecretConfig config, Vertx vertx) {
        this.repository = repository;
        this.ring = ring;
        this.progress = progress;
        this.interval = config.rewrapInterval();
        this.vertx = vertx;
    }

    /** On a context of its own, so that nobody waits for it. */
    void start(@Observes StartupEvent started) {
        VertxContextSupport.subscribeWith(this::looks, isOver -> {});
    }

    void stop(@Observes ShutdownEvent stopping) {
        isStopping = true;
    }

    private Multi<Boolean> looks() {
        return Multi.createBy()
                .repeating()
                .uni(() -> look().call(again ->
                        again ? rest(interval) : Uni.createFrom().voidItem()))
                .whilst(again -> again && !isStopping);
    }

    /** Whether to look again. */
    private Uni<Boolean> look() {
        return repository
                .sections()
                .chain(this::rewrap)
                .map(isAnyDone -> isAnyDone || !ring.others().isEmpty())
                .onFailure()
                .invoke(progress::end)
                .onFailure(Exception.class)
                .recoverWithItem(this::tryAgain);
    }

    private boolean tryAgain(Throwable failure) {
        if (!isStopping) {
            LOG.warnf("Stored secrets wait to be re-wrapped: %s", failure.getMessage());
        }
        return true;
    }

    private Uni<Boolean> rewrap(List<Section> sections) {
        progress.begin(sections);
        return Multi.createFrom()
                .iterable(sections)
                .filter(section -> KeyUse.of(section.keyId(), ring).isRewrapped())
                .onItem()
                .transformToUniAndConcatenate(this::rewrap)
                .collect()
                .asList()
                .map(all -> progress.end());
    }

    private Uni<Void> rewrap(Section section) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(BEFORE_ALL), after -> step(section, after))
                .whilst(batch -> batch.last().isPresent() && !isStopping)
                .onItem()
                .ignoreAsUni();
    }

    /** Rests as long as it worked: half of the time belongs to calls alone. */
    private Uni<Batch> step(Section section, AtomicReference<UUID> after) {
        var startedAt = System.nanoTime();
        return repository
                .rewrap(section, after.get())
                .invoke(progress::add)
                .invoke(batch -> batch.last().ifPresent(after::set))
                .call(() -> rest(Duration.ofNanos(System.nanoTime() - startedAt)));
    }

    private Uni<Void> rest(Duration time) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(Math.max(1, time.toMillis()), timer -> emitter.complete(null)));
    }
}
