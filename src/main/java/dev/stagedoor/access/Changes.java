package dev.stagedoor.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one way to change what is stored: a transaction that says who makes the change, for the audit, and takes the next
 * version of the access graph. When the returned {@code Uni} has its item the change is committed, audited and in force on
 * this node.
 */
@ApplicationScoped
public class Changes {
    private static final String NEXT_VERSION = "update acl_version set version = version + 1 returning version";

    /** Forgotten when the transaction ends; read by the triggers that write the audit. */
    private static final String SIGN =
            """
            select set_config('stagedoor.actor', :actor, true)
                || set_config('stagedoor.access_key', :accessKey, true)
                || set_config('stagedoor.address', :address, true)
            """;

    private final AclVersion version;
    private final CurrentOrigin origin;

    Changes(AclVersion version, CurrentOrigin origin) {
        this.version = version;
        this.origin = origin;
    }

    /** Runs the work in one transaction; if it fails, or cannot be audited, nothing of it is kept. */
    public <T> Uni<T> commit(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> commit(origin.get(), work));
    }

    /** The same in the name of a principal that is only just becoming known. */
    public <T> Uni<T> commitAs(String principalId, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> commit(origin.get().by(principalId), work));
    }

    private <T> Uni<T> commit(Origin by, Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> sign(by).chain(() -> work.get())
                        .chain(result -> nextVersion().map(next -> new Committed<>(result, next))))
                .invoke(committed -> version.advanceTo(committed.version()))
                .map(Committed::result);
    }

    private static Uni<String> sign(Origin by) {
        return Panache.getSession().chain(session -> session.createNativeQuery(SIGN, String.class)
                .setParameter("actor", by.actor())
                .setParameter("accessKey", by.accessKeyId().orElse(""))
                .setParameter("address", by.address().orElse(""))
                .getSingleResult());
    }

    /** The same for work that changes nobody's rights: everything in memory stays good. */
    public <T> Uni<T> commitQuietly(Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> sign(origin.get()).chain(() -> work.get()));
    }

    /** Runs the work in a transaction that is rolled back in the end: nothing of it is kept, nor seen by anybody else. */
    <T> Uni<T> tryOut(Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .chain(() -> work.get()));
    }

    /** The same step for each item, one after another: a session takes one query at a time. */
    public static <T> Uni<Void> each(Collection<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(List.copyOf(items))
                .onItem()
                .transformToUniAndConcatenate(item -> step.apply(item))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * Flushed first: the version row is locked last by everybody, so that two changes cannot wait for each other, and
     * for as short a time as possible.
     */
    private static Uni<Long> nextVersion() {
        return Panache.getSession().chain(session -> session.flush()
                .chain(() -> session.createNativeQuery(NEXT_VERSION, Long.class).getSingleResult()));
    }

    private record Committed<T>(T result, long version) {}
}
