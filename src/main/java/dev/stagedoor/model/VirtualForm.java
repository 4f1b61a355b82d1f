package dev.stagedoor.model;

import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Share;
import dev.stagedoor.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads what the configuration of a virtual model says, such as {@code {"strategy": "weighted", "targets": [{"model":
 * "openai:gpt-4o", "weight": 3}, "azure:gpt-4o"]}}. A text alone is a target of weight 1.
 */
final class VirtualForm {
    static final String TARGETS = "configuration.targets";
    private static final int MOST_TARGETS = 16;
    private static final int MOST_WEIGHT = 1_000;

    private VirtualForm() {}

    /** The targets in order; 400 with the field that is wrong. */
    static List<Share> read(Map<String, ?> configuration) {
        Strategy.read(configuration.get("strategy"));
        if (!(configuration.get("targets") instanceof List<?> listed) || listed.isEmpty()) {
            throw new Problem.Invalid(TARGETS, "must be a list of the models that this one stands for");
        }
        if (listed.size() > MOST_TARGETS) {
            throw new Problem.Invalid(TARGETS, "must not be more than " + MOST_TARGETS);
        }
        List<Share> shares = new ArrayList<>();
        for (var written : listed) {
            shares.add(share(written, at(shares.size())));
        }
        refuseTwice(shares);
        return shares;
    }

    static String at(int place) {
        return TARGETS + "[" + place + "]";
    }

    static String modelAt(int place) {
        return at(place) + ".model";
    }

    private static Share share(Object written, String at) {
        return switch (written) {
            case String name -> new Share(reference(name, at), 1);
            case Map<?, ?> target -> new Share(reference(target.get("model"), at), weight(target.get("weight"), at));
            case null, default ->
                throw new Problem.Invalid(at, "must be a model, or an object with 'model' and 'weight'");
        };
    }

    private static Reference reference(Object written, String at) {
        var reference = Reference.read(written instanceof String name ? name.strip() : "");
        if (reference.integration().isEmpty() || reference.model().isEmpty() || hasNul(reference)) {
            throw new Problem.Invalid(at + ".model", "must be written integration:model");
        }
        return reference;
    }

    private static boolean hasNul(Reference reference) {
        return reference.toString().indexOf('\0') >= 0;
    }

    private static int weight(Object written, String at) {
        return switch (written) {
            case null -> 1;
            case Integer weight when weight >= 1 && weight <= MOST_WEIGHT -> weight;
            default -> throw new Problem.Invalid(at + ".weight", "must be a whole number from 1 to " + MOST_WEIGHT);
        };
    }

    private static void refuseTwice(List<Share> shares) {
        var seen = new HashSet<Reference>();
        for (var place = 0; place < shares.size(); place++) {
            if (!seen.add(shares.get(place).reference())) {
                throw new Problem.Invalid(modelAt(place), "is given twice");
            }
        }
    }
}
