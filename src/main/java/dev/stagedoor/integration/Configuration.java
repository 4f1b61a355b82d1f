package dev.stagedoor.integration;

import dev.stagedoor.secret.Mask;
import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.secret.Sealer.Place;
import dev.stagedoor.secret.UnopenableException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits what somebody configures into what may be read again and what may not. Secret values are sealed together; what
 * is stored openly has the mask in their place, so that nothing need be opened to show it. The mask (or nothing) sent back
 * keeps what is stored.
 */
@ApplicationScoped
public class Configuration {
    /** PASSWORD and FILE keys (contract, section 2). */
    private static final Set<String> SECRET_KEYS = Set.of(
            "api_key",
            "password",
            "awsAccountId",
            "externalId",
            "schemaRegistryApiSecret",
            "schemaRegistryApiKey",
            "keyStorePassword",
            "serviceAccountCredentials",
            "file",
            "tlsFile");

    /** Keys outside the contract are secret when they sound like it: better a mask too many than a leak. */
    private static final Pattern SOUNDS_SECRET = Pattern.compile("key|secret|token|password|credential|authorization");

    /** The columns of a configuration's secret values, and the field that they are sealed for. */
    public static final String FIELD = "credentials";

    private final Sealer sealer;

    Configuration(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * What is stored: open values as JSON text, with a mask for each secret one; those sealed. {@code sealed} is null when
     * there is none.
     */
    public record Stored(String open, Sealed sealed) {
        public static final Stored EMPTY = new Stored("{}", null);
    }

    static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key)
                || SOUNDS_SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * What to store after an update: open values are replaced, secrets kept unless a new one is sent. Nothing is opened
     * unless some secrets are kept and others renewed: who lost the key to what is stored can still type all of it again.
     */
    public Stored update(Stored stored, Map<String, Object> sent, String table, String row) {
        var place = place(table, row);
        var open = new JsonObject();
        var renewed = new JsonObject();
        sent.forEach((key, value) -> {
            if (!isSecret(key)) {
                open.put(key, value);
            } else if (value != null && !Mask.TEXT.equals(value)) {
                renewed.put(key, value);
            }
        });
        var kept = secretNames(new JsonObject(stored.open()), stored.sealed(), place);
        kept.forEach(name -> open.put(name, Mask.TEXT));
        renewed.fieldNames().forEach(name -> open.put(name, Mask.TEXT));
        return new Stored(open.encode(), sealed(stored, kept, renewed, place));
    }

    private Sealed sealed(Stored stored, Set<String> kept, JsonObject renewed, Place place) {
        if (renewed.isEmpty()) {
            return stored.sealed();
        }
        var all = renewed.fieldNames().containsAll(kept)
                ? renewed
                : opened(stored.sealed(), place).mergeIn(renewed);
        return sealer.seal(all.encode(), place);
    }

    /** The secret values, for forwarding a call; never for a reply. */
    public JsonObject secrets(Stored stored, String table, String row) {
        return stored.sealed() == null ? new JsonObject() : opened(stored.sealed(), place(table, row));
    }

    private JsonObject opened(Sealed sealed, Place place) {
        return new JsonObject(sealer.open(sealed, place));
    }

    /** What replies show: open values as they are, a mask for each secret. */
    public Map<String, Object> masked(Stored stored, String table, String row) {
        var open = new JsonObject(stored.open());
        Map<String, Object> shown = new LinkedHashMap<>(open.getMap());
        namesToShow(open, stored.sealed(), place(table, row)).forEach(key -> shown.put(key, Mask.TEXT));
        return shown;
    }

    /** One row that does not open must not hide the others of a list. */
    private Set<String> namesToShow(JsonObject open, Sealed sealed, Place place) {
        try {
            return secretNames(open, sealed, place);
        } catch (UnopenableException e) {
            return Set.of();
        }
    }

    /** Rows that were last saved before the masks were stored have to be opened to tell. */
    private Set<String> secretNames(JsonObject open, Sealed sealed, Place place) {
        if (sealed == null) {
            return Set.of();
        }
        var masked = open.fieldNames().stream()
                .filter(name -> isSecret(name) && Mask.TEXT.equals(open.getValue(name)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return masked.isEmpty() ? opened(sealed, place).fieldNames() : masked;
    }

    private static Place place(String table, String row) {
        return new Place(table, row, FIELD);
    }
}
