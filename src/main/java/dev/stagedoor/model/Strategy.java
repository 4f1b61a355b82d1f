package dev.stagedoor.model;

import dev.stagedoor.problem.Problem;

/** Which of the models that a virtual model stands for a call goes to first. */
public enum Strategy {
    /** The first one; the next ones in order where it fails. */
    FALLBACK,

    /** One by chance, by its weight; another one in the same way where it fails. */
    WEIGHTED;

    /** As it is written in the configuration of a virtual model; ordered fallback where nothing is. */
    static Strategy read(Object written) {
        return switch (written == null ? "fallback" : written.toString()) {
            case "fallback" -> FALLBACK;
            case "weighted" -> WEIGHTED;
            default -> throw new Problem.Invalid("configuration.strategy", "must be 'fallback' or 'weighted'");
        };
    }
}
