package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.KeyRing;
import dev.stagedoor.secret.RootKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which key-encryption keys there are and how much is stored under each. No key is shown.
 *
 * @param rewrapping whether the replica that answers is re-wrapping just now
 * @param keys the current key first
 */
@RegisterForReflection
public record SecretKeys(boolean rewrapping, List<Key> keys) {

    /**
     * One key. It may be removed from the configuration when no row is under it and none is {@code UNNUMBERED}.
     *
     * @param id derived from the key, so the same on every replica
     * @param rows how many stored secrets are under it
     */
    @RegisterForReflection
    public record Key(int id, KeyUse use, long rows) {}

    static SecretKeys of(List<Section> sections, KeyRing ring, boolean rewrapping) {
        Map<Integer, Long> rows = sections.stream()
                .collect(Collectors.groupingBy(Section::keyId, TreeMap::new, Collectors.summingLong(Section::rows)));
        var configured = ring.all().stream().map(RootKey::id).toList();
        return new SecretKeys(
                rewrapping,
                Stream.concat(configured.stream(), rows.keySet().stream())
                        .distinct()
                        .map(id -> new Key(id, KeyUse.of(id, ring), rows.getOrDefault(id, 0L)))
                        .toList());
    }
}
