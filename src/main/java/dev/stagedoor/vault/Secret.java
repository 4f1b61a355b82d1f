package dev.stagedoor.vault;

import dev.stagedoor.tag.Tag;
import java.util.List;

/** A secret as lists show it (contract, section 1.14): never with its value. */
public record Secret(String name, List<Tag> tags) {}
