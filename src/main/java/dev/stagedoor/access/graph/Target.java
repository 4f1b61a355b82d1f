package dev.stagedoor.access.graph;

import java.util.List;
import java.util.Objects;

/**
 * What is acted upon. A model is {@code INTEGRATION} with the id {@code integration:model}; integration names hold no
 * colon, so its integration is what stands before the first one. An application may be named {@code app:<id>} too.
 */
public final class Target {
    private final TargetType type;
    private final String id;

    /** Kept once it was asked for, as a text keeps its hash: every call asks, and must not make garbage. */
    private volatile Target container;

    public Target(TargetType type, String id) {
        this.type = Objects.requireNonNull(type, "type");
        this.id = type == TargetType.APPLICATION && id.startsWith(Subject.APPLICATION_PREFIX)
                ? id.substring(Subject.APPLICATION_PREFIX.length())
                : Objects.requireNonNull(id, "id");
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

    public TargetType type() {
        return type;
    }

    public String id() {
        return id;
    }

    /** This target and what contains it: a grant on any of them reaches it. */
    public List<Target> andContainers() {
        var around = container();
        return around == null ? List.of(this) : List.of(this, around);
    }

    /** What contains this target; null when nothing does. */
    Target container() {
        if (type != TargetType.INTEGRATION) {
            return null;
        }
        if (container == null) {
            container = integrationOf(id);
        }
        return container;
    }

    private static Target integrationOf(String model) {
        if (model.isEmpty()) {
            return every(TargetType.INTEGRATION_PROVIDER);
        }
        var colon = model.indexOf(':');
        return colon < 0 ? null : integration(model.substring(0, colon));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Target target && type == target.type && id.equals(target.id));
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + id.hashCode();
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
