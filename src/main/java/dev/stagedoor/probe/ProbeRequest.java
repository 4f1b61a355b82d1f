package dev.stagedoor.probe;

import dev.stagedoor.integration.IntegrationUpdate;
import dev.stagedoor.problem.Name;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What was typed into the form of an integration.
 *
 * @param name of an integration that is there, whose stored settings stand in for those left out; or of a new one, or none
 * @param type needed where there is no integration of this name
 */
record ProbeRequest(
        @Name(without = ":/") String name, @Size(max = 255) String type, Map<String, Object> configuration) {
    IntegrationUpdate update() {
        return new IntegrationUpdate(type, null, null, null, configuration);
    }
}
