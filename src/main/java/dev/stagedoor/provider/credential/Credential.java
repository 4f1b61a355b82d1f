package dev.stagedoor.provider.credential;

import java.util.Optional;

/** What proves to a provider who calls. Never printed. */
public sealed interface Credential {
    /**
     * A key, if any, which the headers of every call carry as it is.
     *
     * @param secret what must not come back to the caller
     */
    record Fixed(Optional<String> secret) implements Credential {
        @Override
        public String toString() {
            return "Fixed";
        }
    }

    /**
     * A key that never leaves: it signs a request for a bearer token, which is good for an hour at most.
     *
     * @param tokenUrl where tokens are given out; from the table of provider types, never from what somebody typed
     * @param scope what the tokens are good for
     */
    record Minted(ServiceAccount account, String tokenUrl, String scope) implements Credential {
        @Override
        public String toString() {
            return "Minted[" + account + "]";
        }
    }
}
