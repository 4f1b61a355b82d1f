package dev.stagedoor.identity.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The OIDC issuer whose bearer tokens are accepted, and where people sign in to the console. Off until an issuer is named. */
@ConfigMapping(prefix = "stagedoor.oidc")
public interface IssuerConfig {
    /** The issuer, exactly as tokens carry it in {@code iss}. */
    Optional<String> issuer();

    /** Where the issuer is reached from here, if not at its own name: the base of its discovery document. */
    Optional<String> url();

    /** The audience that tokens must carry in {@code aud}. Required with an issuer. */
    Optional<String> audience();

    /** Our name as a client of the issuer. With it people can sign in to the console at the issuer. */
    Optional<String> clientId();

    /** The secret that goes with the client id; none for a public client. */
    Optional<String> clientSecret();

    /** The claim that holds the user id. Slashes lead into nested claims, here and below, unless a claim has just this name. */
    @WithDefault("preferred_username")
    String userClaim();

    /** The claim that holds the name to show. */
    @WithDefault("name")
    String nameClaim();

    /** The claim that holds role names; those that are no role of Stagedoor are ignored. None when empty. */
    Optional<String> rolesClaim();

    /** The claim that holds group ids; groups that do not exist are ignored. None when empty. */
    Optional<String> groupsClaim();

    /** The roles a user gets when first seen. */
    @WithDefault("USER")
    Optional<List<String>> rolesOnFirstSight();
}
