package dev.stagedoor.provider;

import java.util.List;

/**
 * Where a provider lists its models, which is asked for when a connection is tried out.
 *
 * @param path below the base URL, with the query that makes the list long
 * @param insteadOf the end of the base URL's path that {@code path} takes the place of; empty for most
 * @param headers what the question carries; those of the type's calls where there are none
 * @param isPublic whether everybody may see the list, so that it says nothing of the key
 */
public record ModelList(String path, String insteadOf, List<Header.Rule> headers, boolean isPublic) {
    /** As OpenAI has it, and nearly all who speak its API. */
    static final ModelList USUAL = at("/models");

    static ModelList at(String path) {
        return new ModelList(path, "", List.of(), false);
    }

    ModelList insteadOf(String end) {
        return new ModelList(path, end, headers, isPublic);
    }

    ModelList asking(Header.Rule... with) {
        return new ModelList(path, insteadOf, List.of(with), isPublic);
    }

    ModelList forEverybody() {
        return new ModelList(path, insteadOf, headers, true);
    }

    /** The whole path of the list at this base. */
    public String pathAt(BaseUrl base) {
        var below = base.pathOf("");
        var kept = below.endsWith(insteadOf) ? below.substring(0, below.length() - insteadOf.length()) : below;
        return kept + path;
    }
}
