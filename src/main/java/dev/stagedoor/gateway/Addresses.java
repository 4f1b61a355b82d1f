package dev.stagedoor.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stagedoor.provider.AddressRules;
import dev.stagedoor.provider.UpstreamConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Where the hosts of providers are. A name is looked up here and nowhere else, every address that it stands for is
 * checked, and connections go to the very address that was checked: a name that means something else a moment later
 * gains nothing.
 *
 * <p>Addresses are remembered. Once they are old they are used while newer ones are looked up, so that calls do not wait for
 * that, nor fail because the name service is away for a while; once they are ten times as old they are used no more.
 */
@Singleton
class Addresses {
    private static final Logger LOG = Logger.getLogger(Addresses.class);
    private static final int HOSTS = 10_000;
    private static final long OLDEST = 10;

    private final Vertx vertx;
    private final Names names;
    private final AddressRules rules;
    private final long lifetimeNanos;
    private final Cache<String, HostAddresses> known =
            Caffeine.newBuilder().maximumSize(HOSTS).build();
    private final ConcurrentMap<String, Future<HostAddresses>> lookUps = new ConcurrentHashMap<>();

    Addresses(Vertx vertx, Names names, AddressRules rules, UpstreamConfig config) {
        this.vertx = vertx;
        this.names = names;
        this.rules = rules;
        this.lifetimeNanos = config.addressesFor().toNanos();
    }

    /** A request; the name goes into the certificate check and the Host header, the connection to the address that was checked. */
    Future<HttpClientRequest> open(HttpClient client, RequestOptions options) {
        return of(options.getHost(), options.getPort()).compose(address -> client.request(options.setServer(address))
                .recover(failure -> notConnected(options.getHost(), address, failure)));
    }

    /** An address that is silent, or says no, gives way to the next one; no other failure is its fault. */
    private <T> Future<T> notConnected(String host, SocketAddress address, Throwable failure) {
        var reason = failure instanceof TimeoutException ? new ConnectException(failure.getMessage()) : failure;
        if (reason instanceof SocketException) {
            failed(host, address);
        }
        return Future.failedFuture(reason);
    }

    /** An address of this host that may be called; fails with {@link RefusedAddressException} when not all of them may. */
    Future<SocketAddress> of(String host, int port) {
        var held = known.getIfPresent(host);
        var age = held == null ? 0 : System.nanoTime() - held.sinceNanos();
        if (held == null || age > OLDEST * lifetimeNanos) {
            return hereToo(lookUp(host)).compose(found -> found.at(port));
        }
        if (age > lifetimeNanos) {
            lookUp(host);
        }
        return held.at(port);
    }

    /** That this address did not take a connection: another one of the host is tried next, where there is one. */
    void failed(String host, SocketAddress address) {
        var held = known.getIfPresent(host);
        if (held != null) {
            held.avoid(address);
        }
    }

    /** One look-up of a host at a time. */
    private Future<HostAddresses> lookUp(String host) {
        var promise = Promise.<HostAddresses>promise();
        var running = lookUps.putIfAbsent(host, promise.future());
        if (running != null) {
            return running;
        }
        resolved(host)
                .onSuccess(found -> known.asMap().merge(host, found, HostAddresses::renewedBy))
                .onComplete(done -> lookUps.remove(host))
                .onComplete(promise);
        return promise.future();
    }

    private Future<HostAddresses> resolved(String host) {
        return rules.refusalOfLiteral(host)
                .map(kind -> Future.succeededFuture(refused(host, kind)))
                .orElseGet(() -> names.lookUp(withoutBrackets(host)).map(found -> checked(host, found)));
    }

    private HostAddresses checked(String host, List<InetAddress> found) {
        return found.stream()
                .flatMap(address -> rules.refusal(address).stream())
                .findFirst()
                .map(kind -> refused(host, kind))
                .orElseGet(() -> HostAddresses.allowed(found));
    }

    private static HostAddresses refused(String host, String kind) {
        LOG.warnf(
                "'%s' is not called: it is at %s. Where that is meant, list its network in stagedoor.upstream.allowed-networks",
                host, kind);
        return HostAddresses.refused(kind);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The look-up may have been begun by another event loop; what follows belongs to the one that asks. */
    private <T> Future<T> hereToo(Future<T> elsewhere) {
        var context = vertx.getOrCreateContext();
        var here = Promise.<T>promise();
        elsewhere.onComplete(result -> context.runOnContext(none -> here.handle(result)));
        return here.future();
    }
}
