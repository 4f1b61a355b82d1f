package dev.stagedoor.identity.login;

import dev.stagedoor.identity.application.AdminApplication;
import dev.stagedoor.identity.application.NewAccessKey;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Makes sure that somebody can get in: by an issuer that says who is an admin, by the access key preset by configuration,
 * or else on the very first run by one that is made and printed to the console, once and never to the log.
 */
@ApplicationScoped
class FirstKey {
    private static final Logger LOG = Logger.getLogger(FirstKey.class);
    private static final int ADVISED_LENGTH = 32;

    private final BootstrapConfig config;
    private final IssuerConfig issuer;
    private final AdminApplication admin;

    FirstKey(BootstrapConfig config, IssuerConfig issuer, AdminApplication admin) {
        this.config = config;
        this.issuer = issuer;
        this.admin = admin;
    }

    void ensure(@Observes StartupEvent started) throws Throwable {
        if (config.keyId().isPresent() != config.keySecret().isPresent()) {
            throw new IllegalStateException(
                    "stagedoor.bootstrap.key-id and stagedoor.bootstrap.key-secret must be set together");
        }
        if (config.keyId().isPresent()) {
            preset(config.keyId().get(), config.keySecret().get());
        } else if (!canAdminsLogIn()) {
            VertxContextSupport.subscribeAndAwait(admin::keyOnFirstRun).ifPresent(FirstKey::print);
        }
    }

    private boolean canAdminsLogIn() {
        return issuer.issuer().isPresent() && issuer.rolesClaim().isPresent();
    }

    private void preset(String id, String secret) throws Throwable {
        if (secret.length() < ADVISED_LENGTH) {
            LOG.warnf(
                    "stagedoor.bootstrap.key-secret has %d characters; use at least %d random ones where it matters",
                    secret.length(), ADVISED_LENGTH);
        }
        VertxContextSupport.subscribeAndAwait(() -> admin.preset(id, secret));
    }

    private static void print(NewAccessKey key) {
        System.out.printf(
                """

                First run: this admin access key is shown once and stored only as a hash. Keep it.

                    key id      %s
                    key secret  %s
                    api key     %s

                """,
                key.id(), key.secret(), key.apiKey());
    }
}
