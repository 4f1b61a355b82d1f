package dev.stagedoor.model;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.price.Price;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.Header;
import dev.stagedoor.provider.StreamUsage;
import dev.stagedoor.provider.credential.Credential;
import dev.stagedoor.secret.Mask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a model name leads, as it stood at one version of the access graph. */
public sealed interface Route {
    long version();

    /** There is no such model. */
    record Absent(long version) implements Route {}

    /**
     * There is one.
     *
     * @param isActive whether both the model and its integration are switched on
     * @param tags the tags, as {@code key:value}, of the model and its integration
     * @param opened empty when the stored credentials do not open here
     * @param price empty where nobody has said what the model costs
     */
    record Found(
            long version,
            Reference reference,
            boolean isActive,
            Instant createdAt,
            List<String> tags,
            Optional<Upstream> opened,
            Optional<Price> price)
            implements Route {
        /** What a forwarded call needs; to be asked for only once it is known that the caller may call. */
        public Upstream upstream() {
            return opened.orElseThrow(() -> new IllegalStateException("The credentials of the integration '"
                    + reference.integration() + "' do not open; why is in the log above"));
        }

        public Target target() {
            return Target.model(reference.integration(), reference.model());
        }
    }

    /**
     * A model by the name of its integration and its own. Written {@code integration:model} or {@code integration/model};
     * the first colon or slash splits, as integration names hold neither.
     */
    record Reference(String integration, String model) {
        /** Reads a qualified name; without a colon or slash the integration is empty. */
        public static Reference read(String name) {
            for (var i = 0; i < name.length(); i++) {
                if (name.charAt(i) == ':' || name.charAt(i) == '/') {
                    return new Reference(name.substring(0, i), name.substring(i + 1));
                }
            }
            return new Reference("", name);
        }

        @Override
        public String toString() {
            return integration + ":" + model;
        }
    }

    /** Where a call to a model goes; worked out once, when the route is read. */
    sealed interface Upstream {
        /** Nowhere: Stagedoor answers by itself. */
        record Loopback() implements Upstream {}

        /** Nowhere, for a reason that may be told to whoever may call the model. */
        record Unusable(String reason) implements Upstream {}

        /**
         * To a provider over HTTP.
         *
         * @param type the provider type, by its first name
         * @param paths the whole path of each endpoint that the provider has
         * @param headers what every call carries, a fixed credential among it
         * @param streamUsage how its streams come to tell what they used
         */
        record Provider(
                String type,
                String host,
                int port,
                boolean isSecure,
                Map<Endpoint, String> paths,
                List<Header> headers,
                Credential credential,
                StreamUsage streamUsage)
                implements Upstream {
            @Override
            public String toString() {
                return "Provider[" + type + ", " + host + ", " + Mask.TEXT + "]";
            }
        }
    }
}
