package dev.stagedoor.integration;

import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.AddressRules;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.Definition;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.provider.SettingCheck;
import dev.stagedoor.provider.SettingCheck.Fault;
import dev.stagedoor.secret.Mask;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Checks what somebody filled in and carries it over to what is stored. */
@ApplicationScoped
class IntegrationForm {
    private static final String KEY = ProviderType.API_KEY;

    private final Catalogue catalogue;
    private final Configuration configuration;
    private final AddressRules addresses;

    IntegrationForm(Catalogue catalogue, Configuration configuration, AddressRules addresses) {
        this.catalogue = catalogue;
        this.configuration = configuration;
        this.addresses = addresses;
    }

    Map<String, Object> masked(IntegrationEntity entity) {
        return configuration.masked(entity.stored(), IntegrationEntity.TABLE, entity.id.toString());
    }

    /** A new integration of this type, which keeps the name by which it was asked for: clients know it by that one. */
    IntegrationEntity create(String name, ProviderType type, IntegrationUpdate update, String by) {
        var entity = new IntegrationEntity();
        entity.id = UUID.randomUUID();
        entity.name = name;
        entity.type = update.type();
        entity.category = Definition.AI_MODEL;
        entity.enabled = true;
        entity.store(Stored.EMPTY);
        entity.createdAt = Instant.now();
        entity.createdBy = by;
        fill(entity, type, update, by);
        checkIsComplete(entity, type);
        return entity;
    }

    /**
     * Changes what the update names.
     *
     * @param isOwner whether the caller holds everything on the integration; others who move it to another base URL must
     *     send its API key again, or they could have a key they never saw sent to a host of their choice
     */
    void change(IntegrationEntity entity, ProviderType type, IntegrationUpdate update, String by, boolean isOwner) {
        if (update.type() != null && !isSameType(update.type(), entity.type)) {
            throw new Problem.Invalid(
                    "type",
                    "cannot change from '" + entity.type + "' to '" + update.type() + "'; make a new integration");
        }
        var before = baseOf(entity, type);
        var hadKey = masked(entity).containsKey(KEY);
        fill(entity, type, update, by);
        if (update.configuration() == null) {
            return;
        }
        checkIsComplete(entity, type);
        var isMoved = !before.equals(baseOf(entity, type));
        if (!isOwner && isMoved && hadKey && isKept(update.configuration().get(KEY))) {
            throw new Problem.Invalid("configuration." + KEY, "must be sent again when the base URL changes");
        }
    }

    /**
     * The update with every setting that it leaves out, or sends as the mask, as it is stored. A save keeps secrets only; who
     * tries something out changes one setting at a time.
     */
    IntegrationUpdate withStored(IntegrationEntity entity, IntegrationUpdate update) {
        if (update.configuration() == null) {
            return update;
        }
        Map<String, Object> settings = new LinkedHashMap<>(new JsonObject(entity.configuration).getMap());
        update.configuration().forEach((key, value) -> {
            if (!Mask.TEXT.equals(value)) {
                settings.put(key, value);
            }
        });
        return new IntegrationUpdate(update.type(), null, null, null, settings);
    }

    /** All settings, secrets among them: for a call, never for a reply. */
    Map<String, Object> opened(IntegrationEntity entity) {
        var secrets = configuration.secrets(entity.stored(), IntegrationEntity.TABLE, entity.id.toString());
        return new JsonObject(entity.configuration).mergeIn(secrets).getMap();
    }

    private boolean isSameType(String one, String other) {
        return catalogue.canonical(one).equals(catalogue.canonical(other));
    }

    private void fill(IntegrationEntity entity, ProviderType type, IntegrationUpdate update, String by) {
        Optional.ofNullable(update.category())
                .ifPresent(category ->
                        entity.category = Category.named(category, "category").name());
        Optional.ofNullable(update.description()).ifPresent(description -> entity.description = description);
        Optional.ofNullable(update.enabled()).ifPresent(enabled -> entity.enabled = enabled);
        Optional.ofNullable(update.configuration()).ifPresent(sent -> {
            var filled = withoutEmpty(sent);
            refuse(new SettingCheck(type).fault(withoutMasks(filled)));
            entity.store(configuration.update(entity.stored(), filled, IntegrationEntity.TABLE, entity.id.toString()));
            refuse(addressFault(entity, type));
        });
        entity.updatedAt = Instant.now();
        entity.updatedBy = by;
    }

    private void checkIsComplete(IntegrationEntity entity, ProviderType type) {
        refuse(new SettingCheck(type).lacking(masked(entity)));
    }

    /** Where a name leads may change at any time, and is looked at in each call. */
    private Optional<Fault> addressFault(IntegrationEntity entity, ProviderType type) {
        return baseOf(entity, type)
                .flatMap(base -> addresses.refusalOfLiteral(base.uri().getHost()))
                .map(kind -> new Fault(ProviderType.ENDPOINT, "is " + kind + ", which this server does not call"));
    }

    private static void refuse(Optional<Fault> fault) {
        fault.ifPresent(wrong -> {
            throw new Problem.Invalid("configuration." + wrong.key(), wrong.text());
        });
    }

    private static Optional<BaseUrl> baseOf(IntegrationEntity entity, ProviderType type) {
        return type.locate(new JsonObject(entity.configuration).getMap());
    }

    /** What stands for a stored secret was checked when that was sent. */
    private static Map<String, Object> withoutMasks(Map<String, Object> filled) {
        Map<String, Object> sent = new LinkedHashMap<>(filled);
        sent.entrySet().removeIf(entry -> Configuration.isSecret(entry.getKey()) && Mask.TEXT.equals(entry.getValue()));
        return sent;
    }

    /** A form sends what was not filled in as an empty text; blanks mean no more than that. */
    private static Map<String, Object> withoutEmpty(Map<String, Object> sent) {
        Map<String, Object> filled = new LinkedHashMap<>(sent);
        filled.values().removeIf(IntegrationForm::isEmpty);
        return filled;
    }

    private static boolean isKept(Object sentKey) {
        return isEmpty(sentKey) || Mask.TEXT.equals(sentKey);
    }

    private static boolean isEmpty(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }
}
