package dev.stagedoor.identity.login;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first admin access key. */
@ConfigMapping(prefix = "stagedoor.bootstrap")
public interface BootstrapConfig {
    /** The id of an admin access key that is made sure to exist at every start; letters, digits and hyphens. */
    Optional<String> keyId();

    /** Its secret; at least 32 random characters are advised. */
    Optional<String> keySecret();
}
