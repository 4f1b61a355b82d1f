package dev.stagedoor.identity.application;

import dev.stagedoor.problem.Name;
import jakarta.validation.constraints.NotNull;

/** What an application is saved with. Names need not be unique. */
public record ApplicationUpdate(@NotNull @Name String name) {}
