package dev.stagedoor.identity.application;

import dev.stagedoor.access.Changes;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.secret.Fingerprint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;

/** The application that the first admin access key belongs to. Its id is fixed, so that two replicas make it once. */
@ApplicationScoped
public class AdminApplication {
    static final String ID = "admin";

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final ApplicationRepository applications;
    private final Applications service;
    private final AccessKeyRepository keys;
    private final AccessKeys keyService;
    private final Changes changes;

    AdminApplication(
            ApplicationRepository applications,
            Applications service,
            AccessKeyRepository keys,
            AccessKeys keyService,
            Changes changes) {
        this.applications = applications;
        this.service = service;
        this.keys = keys;
        this.keyService = keyService;
        this.changes = changes;
    }

    /** A key of the admin application with exactly this id and secret; an older secret of it stops working. */
    public Uni<Void> preset(String id, String secret) {
        if (!KEY_ID.matcher(id).matches()) {
            throw new IllegalStateException(
                    "stagedoor.bootstrap.key-id may hold letters, digits, hyphens and underscores only");
        }
        return changes.commit(() -> ensured().chain(() -> keys.findById(id)).chain(key -> replace(key, id, secret)))
                .onFailure(AdminApplication::isMadeByAnother)
                .retry()
                .atMost(3);
    }

    private Uni<Void> replace(AccessKeyEntity key, String id, String secret) {
        if (key == null) {
            return keyService.add(ID, id, secret).replaceWithVoid();
        }
        if (!key.applicationId.equals(ID)) {
            throw new IllegalStateException("stagedoor.bootstrap.key-id is the id of another application's key");
        }
        key.secretHash = Fingerprint.of(secret).bytes();
        key.status = AccessKey.Status.ACTIVE;
        return Uni.createFrom().voidItem();
    }

    /** A new key if there has never been an admin application here; empty otherwise. */
    public Uni<Optional<NewAccessKey>> keyOnFirstRun() {
        return changes.commit(() -> applications
                        .findById(ID)
                        .chain(found -> found == null
                                ? ensured().chain(this::randomKey).map(Optional::of)
                                : Uni.createFrom().item(Optional.<NewAccessKey>empty())))
                .onFailure(AdminApplication::isMadeByAnother)
                .recoverWithItem(Optional.<NewAccessKey>empty());
    }

    private Uni<NewAccessKey> randomKey() {
        return keyService.addRandom(ID);
    }

    private Uni<ApplicationEntity> ensured() {
        return applications
                .findById(ID)
                .onItem()
                .ifNull()
                .switchTo(() -> service.add(ID, "Administration", ID, List.of(Role.ADMIN)));
    }

    private static boolean isMadeByAnother(Throwable failure) {
        return failure instanceof ConstraintViolationException
                || failure.getCause() instanceof ConstraintViolationException;
    }
}
