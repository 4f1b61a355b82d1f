package dev.stagedoor.identity.application;

import dev.stagedoor.access.Changes;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Fingerprint;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Access keys: made, listed, paused, resumed, deleted and checked. */
@ApplicationScoped
public class AccessKeys {
    private static final int SECRET_BYTES = 32;
    private static final Fingerprint OF_NO_KEY = Fingerprint.of("no key has this secret");

    private final SecureRandom random = new SecureRandom();
    private final AccessKeyRepository repository;
    private final ApplicationRepository applications;
    private final Changes changes;

    AccessKeys(AccessKeyRepository repository, ApplicationRepository applications, Changes changes) {
        this.repository = repository;
        this.applications = applications;
        this.changes = changes;
    }

    @WithSession
    public Uni<List<AccessKey>> of(String applicationId) {
        return existingApplication(applicationId)
                .chain(() -> repository.of(applicationId))
                .map(keys -> keys.stream().map(AccessKey::of).toList());
    }

    /** Makes a key with 256 random bits; only their hash is kept. */
    public Uni<NewAccessKey> create(String applicationId) {
        return changes.commit(() -> existingApplication(applicationId).chain(() -> addRandom(applicationId)));
    }

    /** Part of the caller's transaction. */
    Uni<NewAccessKey> addRandom(String applicationId) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return add(
                applicationId,
                UUID.randomUUID().toString(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Stores a key whose secret was made elsewhere. Part of the caller's transaction. */
    Uni<NewAccessKey> add(String applicationId, String id, String secret) {
        var key = new AccessKeyEntity();
        key.id = id;
        key.applicationId = applicationId;
        key.secretHash = Fingerprint.of(secret).bytes();
        key.status = AccessKey.Status.ACTIVE;
        key.createdAt = Instant.now();
        return repository.persist(key).map(stored -> NewAccessKey.of(id, secret));
    }

    /** Pauses an active key, resumes a paused one. */
    public Uni<AccessKey> flip(String applicationId, String keyId) {
        return changes.commit(() -> existing(applicationId, keyId)
                .invoke(key -> key.status = key.status.flipped())
                .map(AccessKey::of));
    }

    /** Final; whoever got in with the key is out in the next call. */
    public Uni<Void> delete(String applicationId, String keyId) {
        return changes.commit(() -> existing(applicationId, keyId).chain(repository::delete));
    }

    @WithSession
    public Uni<String> applicationOf(String keyId) {
        return repository
                .findById(keyId)
                .onItem()
                .ifNull()
                .failWith(() -> absent(keyId))
                .map(key -> key.applicationId);
    }

    /**
     * The application that this secret belongs to; empty when the key is unknown or paused or the secret is another one,
     * all three in the same time.
     */
    @WithSession
    public Uni<Optional<String>> verify(String keyId, String secret) {
        return repository.findById(keyId).map(key -> {
            var stored = key == null ? OF_NO_KEY : new Fingerprint(key.secretHash);
            var matches = stored.matches(secret);
            return matches && key != null && key.status == AccessKey.Status.ACTIVE
                    ? Optional.of(key.applicationId)
                    : Optional.empty();
        });
    }

    static Problem.NotFound absent(String keyId) {
        return new Problem.NotFound("No such access key '" + keyId + "'");
    }

    private Uni<AccessKeyEntity> existing(String applicationId, String keyId) {
        return existingApplication(applicationId)
                .chain(() -> repository.findById(keyId))
                .map(key -> key != null && key.applicationId.equals(applicationId) ? key : null)
                .onItem()
                .ifNull()
                .failWith(() -> absent(keyId));
    }

    private Uni<ApplicationEntity> existingApplication(String id) {
        return applications.findById(id).onItem().ifNull().failWith(() -> Applications.absent(id));
    }
}
