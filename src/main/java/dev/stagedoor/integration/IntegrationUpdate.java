package dev.stagedoor.integration;

import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What an integration is saved with (contract, section 2). Nothing is required of an update; what is left out stays as
 * it is. A new one needs {@code type}.
 */
public record IntegrationUpdate(
        @Size(max = 255) String type,
        String category,
        @Size(max = 4096) String description,
        Boolean enabled,
        Map<String, Object> configuration) {
    public static final IntegrationUpdate NOTHING = new IntegrationUpdate(null, null, null, null, null);
}
