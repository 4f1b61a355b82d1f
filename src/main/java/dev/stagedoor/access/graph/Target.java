package dev.stagedoor.access.graph;

import java.util.List;
import java.util.Objects;

/**
 * What is acted upon. A model is {@code INTEGRATION} with the id {@code integration:model}; integration names hold no
 * colon, so its integration is what stands before the first one. An application may be named {@code app:<id>} too.
 */
public record Target(TargetType type, String id) {
    public Target {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type == TargetType.APPLICATION && id.startsWith(Subject.APPLICATION_PREFIX)) {
            id = id.substring(Subject.APPLICATION_PREFIX.length());
        }
    }

    public static Target integration(String name) {
        return new Target(TargetType.INTEGRATION_PROVIDER, name);
    }

    public static Target model(String integration, String model) {
        return new Target(TargetType.INTEGRATION, integration + ":" + model);
    }

    public static Target application(String id) {
        return new Target(TargetType.APPLICATION, id);
    }

    /** Stands for all targets of a type, present and future; no name is empty. */
    public static Target every(TargetType type) {
        return new Target(type, "");
    }

    public static Target prompt(String name) {
        return new Target(TargetType.PROMPT, name);
    }

    public static Target secret(String name) {
        return new Target(TargetType.SECRET, name);
    }

    /** This target and what contains it: a grant on any of them reaches it. */
    public List<Target> andContainers() {
        if (type != TargetType.INTEGRATION) {
            return List.of(this);
        }
        if (id.isEmpty()) {
            return List.of(this, every(TargetType.INTEGRATION_PROVIDER));
        }
        var colon = id.indexOf(':');
        return colon < 0 ? List.of(this) : List.of(this, integration(id.substring(0, colon)));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
