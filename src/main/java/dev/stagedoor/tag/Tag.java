package dev.stagedoor.tag;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.stagedoor.problem.Name;
import jakarta.validation.constraints.NotNull;

/**
 * A key and a value. The deprecated {@code type} is accepted and never returned: clients fail on values they do not know
 * (contract, section 0.3).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tag(@NotNull @Name(without = ":") String key, @NotNull @Name String value) {
    /** How a tag is written as the target of a grant. */
    public String asTarget() {
        return key + ":" + value;
    }
}
