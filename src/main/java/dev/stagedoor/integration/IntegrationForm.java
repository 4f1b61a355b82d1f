package dev.stagedoor.integration;

import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.secret.Mask;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Checks what somebody filled in and carries it over to what is stored. */
@ApplicationScoped
class IntegrationForm {
    private final Catalogue catalogue;
    private final Configuration configuration;

    IntegrationForm(Catalogue catalogue, Configuration configuration) {
        this.catalogue = catalogue;
        this.configuration = configuration;
    }

    Map<String, Object> masked(IntegrationEntity entity) {
        return configuration.masked(entity.stored(), IntegrationEntity.TABLE, entity.id.toString());
    }

    IntegrationEntity create(String name, IntegrationUpdate update, String by) {
        if (update.type() == null) {
            throw new Problem.Invalid("type", "is needed for a new integration");
        }
        var type = catalogue
                .find(update.type())
                .orElseThrow(() -> new Problem.NotFound("No such integration type '" + update.type() + "'"));
        var entity = new IntegrationEntity();
        entity.id = UUID.randomUUID();
        entity.name = name;
        entity.type = type.type();
        entity.category = ProviderType.AI_MODEL;
        entity.enabled = true;
        entity.store(Stored.EMPTY);
        entity.createdAt = Instant.now();
        entity.createdBy = by;
        fill(entity, update, by);
        requireKey(entity);
        return entity;
    }

    /**
     * Changes what the update names.
     *
     * @param isOwner whether the caller holds everything on the integration; others who move it to another base URL must
     *     send its API key again, or they could have a key they never saw sent to a host of their choice
     */
    void change(IntegrationEntity entity, IntegrationUpdate update, String by, boolean isOwner) {
        if (update.type() != null && !update.type().equals(entity.type)) {
            throw new Problem.Invalid(
                    "type",
                    "cannot change from '" + entity.type + "' to '" + update.type() + "'; make a new integration");
        }
        var before = endpointOf(entity);
        fill(entity, update, by);
        var sentKey =
                update.configuration() == null ? null : update.configuration().get(Catalogue.API_KEY);
        if (!isOwner && !Objects.equals(before, endpointOf(entity)) && isKept(sentKey)) {
            throw new Problem.Invalid(
                    "configuration." + Catalogue.API_KEY, "must be sent again when the base URL changes");
        }
    }

    private void fill(IntegrationEntity entity, IntegrationUpdate update, String by) {
        Optional.ofNullable(update.category())
                .ifPresent(category ->
                        entity.category = Category.named(category, "category").name());
        Optional.ofNullable(update.description()).ifPresent(description -> entity.description = description);
        Optional.ofNullable(update.enabled()).ifPresent(enabled -> entity.enabled = enabled);
        Optional.ofNullable(update.configuration()).ifPresent(sent -> {
            check(sent);
            entity.store(configuration.update(
                    entity.stored(), withoutEmpty(sent), IntegrationEntity.TABLE, entity.id.toString()));
        });
        entity.updatedAt = Instant.now();
        entity.updatedBy = by;
    }

    private static void check(Map<String, Object> sent) {
        for (var key : new String[] {Catalogue.API_KEY, Catalogue.ENDPOINT, Catalogue.ORGANIZATION}) {
            var value = sent.get(key);
            if (value != null && !(value instanceof String)) {
                throw new Problem.Invalid("configuration." + key, "must be a text");
            }
            if (value instanceof String text && text.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new Problem.Invalid("configuration." + key, "may hold printable ASCII characters only");
            }
        }
        if (sent.get(Catalogue.ENDPOINT) instanceof String url
                && !url.isBlank()
                && BaseUrl.of(url).isEmpty()) {
            throw new Problem.Invalid(
                    "configuration." + Catalogue.ENDPOINT, "is not an http(s) URL without user, query and fragment");
        }
    }

    /** A form sends what was not filled in as an empty text; blanks mean no more than that. */
    private static Map<String, Object> withoutEmpty(Map<String, Object> sent) {
        Map<String, Object> filled = new LinkedHashMap<>(sent);
        filled.values().removeIf(IntegrationForm::isEmpty);
        return filled;
    }

    private void requireKey(IntegrationEntity entity) {
        var hasKey = configuration
                .secrets(entity.stored(), IntegrationEntity.TABLE, entity.id.toString())
                .containsKey(Catalogue.API_KEY);
        if (entity.type.equals(Catalogue.OPENAI) && !hasKey && endpointOf(entity) == null) {
            throw new Problem.Invalid(
                    "configuration." + Catalogue.API_KEY, "is needed, unless an endpoint is given that asks for none");
        }
    }

    private static String endpointOf(IntegrationEntity entity) {
        return new JsonObject(entity.configuration).getString(Catalogue.ENDPOINT);
    }

    private static boolean isKept(Object sentKey) {
        return isEmpty(sentKey) || Mask.TEXT.equals(sentKey);
    }

    private static boolean isEmpty(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }
}
