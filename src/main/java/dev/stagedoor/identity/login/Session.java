package dev.stagedoor.identity.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Who is signed in, and what for.
 *
 * @param id the user, or the application as {@code app:<id>}
 * @param roles its own and those of its groups
 * @param permissions all that its roles allow, in the words of {@code GET /api/roles/permissions}
 * @param expiresAt when the session ends, in milliseconds since 1970; null for a bearer credential
 * @param signedInWith what proved who it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record Session(
        String id,
        String name,
        Type type,
        List<String> roles,
        List<String> groups,
        List<String> permissions,
        Long expiresAt,
        Means signedInWith) {

    enum Type {
        APPLICATION,
        USER
    }

    enum Means {
        ACCESS_KEY,
        OIDC
    }
}
