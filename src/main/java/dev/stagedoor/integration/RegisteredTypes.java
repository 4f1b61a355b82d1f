package dev.stagedoor.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.provider.Definition;
import dev.stagedoor.provider.ProviderType;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** How registered definitions are stored, and the provider types that they make: OpenAI's API at some base URL. */
@ApplicationScoped
public class RegisteredTypes {
    private final ObjectMapper json;

    RegisteredTypes(ObjectMapper json) {
        this.json = json;
    }

    String write(Definition definition) {
        return json.valueToTree(definition).toString();
    }

    /** The provider type of a stored definition. */
    public ProviderType read(String stored) {
        return ProviderType.ofOpenAiShape(json.convertValue(new JsonObject(stored).getMap(), Definition.class));
    }
}
