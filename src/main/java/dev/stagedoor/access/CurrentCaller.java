package dev.stagedoor.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The caller of this request, set once by the filter; endpoints read it and pass it on explicitly. */
@RequestScoped
public class CurrentCaller {
    private Caller caller;

    /** The caller, once there is one. */
    Optional<Caller> known() {
        return Optional.ofNullable(caller);
    }

    /** The caller; there is one at every endpoint whose rule is not {@link Public}. */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("No caller at an endpoint without authentication");
        }
        return caller;
    }

    void set(Caller caller) {
        this.caller = caller;
    }
}
