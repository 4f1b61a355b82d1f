package dev.stagedoor.integration;

import dev.stagedoor.secret.Mask;
import dev.stagedoor.secret.Sealed;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.secret.Sealer.Place;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits what somebody configures into what may be read again and what may not. Secret values are sealed together;
 * replies show the mask in their place, and the mask (or nothing) sent back keeps what is stored.
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

    private static final String FIELD = "credentials";

    private final Sealer sealer;

    Configuration(Sealer sealer) {
        this.sealer = sealer;
    }

    /** What is stored: open values as JSON text, secret ones sealed; {@code sealed} is null when there is none. */
    public record Stored(String open, Sealed sealed) {
        public static final Stored EMPTY = new Stored("{}", null);
    }

    static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key)
                || SOUNDS_SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /** What to store after an update: open values are replaced, secrets kept unless a new one is sent. */
    public Stored update(Stored stored, Map<String, Object> sent, String table, String row) {
        var open = new JsonObject();
        var secrets = secrets(stored, table, row);
        sent.forEach((key, value) -> {
            if (!isSecret(key)) {
                open.put(key, value);
            } else if (value != null && !Mask.TEXT.equals(value)) {
                secrets.put(key, value);
            }
        });
        return new Stored(open.encode(), secrets.isEmpty() ? null : sealer.seal(secrets.encode(), place(table, row)));
    }

    /** The secret values, for forwarding a call; never for a reply. */
    public JsonObject secrets(Stored stored, String table, String row) {
        return stored.sealed() == null
                ? new JsonObject()
                : new JsonObject(sealer.open(stored.sealed(), place(table, row)));
    }

    /** What replies show: open values as they are, a mask for each secret. */
    public Map<String, Object> masked(Stored stored, String table, String row) {
        Map<String, Object> shown = new LinkedHashMap<>(new JsonObject(stored.open()).getMap());
        secrets(stored, table, row).fieldNames().forEach(key -> shown.put(key, Mask.TEXT));
        return shown;
    }

    private static Place place(String table, String row) {
        return new Place(table, row, FIELD);
    }
}
