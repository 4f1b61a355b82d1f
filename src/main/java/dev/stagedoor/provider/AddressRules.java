package dev.stagedoor.provider;

import io.netty.util.NetUtil;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses are called: those of the public internet, and the networks that the configuration allows. Whoever may
 * add an integration could otherwise reach what only this server reaches.
 */
@Startup
@ApplicationScoped
public class AddressRules {
    private static final List<Rule> METADATA = Rule.all(
            "the metadata service of a cloud",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "168.63.129.16",
            "100.100.100.200",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254");

    private static final List<Rule> NOT_PUBLIC = Stream.of(
                    Rule.all("a loopback address", "127.0.0.0/8", "::1"),
                    Rule.all("a link-local address", "169.254.0.0/16", "fe80::/10"),
                    Rule.all(
                            "a private address",
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "fc00::/7",
                            "fec0::/10"),
                    Rule.all("an address behind the NAT of a carrier", "100.64.0.0/10"),
                    Rule.all("an unspecified address", "0.0.0.0/8", "::"),
                    Rule.all("a multicast address", "224.0.0.0/4", "ff00::/8"),
                    Rule.all(
                            "an IPv4 address in the clothes of IPv6",
                            "::/96",
                            "::ffff:0:0:0/96",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "2002::/16",
                            "192.88.99.0/24"),
                    Rule.all(
                            "an address for documentation and tests",
                            "192.0.2.0/24",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "198.18.0.0/15",
                            "2001:db8::/32",
                            "3fff::/20"),
                    Rule.all("a reserved address", "192.0.0.0/24", "240.0.0.0/4", "100::/64", "2001::/23", "5f00::/16"))
            .flatMap(List::stream)
            .toList();

    private static final Network IPV4_IN_IPV6 = Network.of("::ffff:0:0/96").orElseThrow();
    private static final String ODD_SPELLING = "an address in an odd spelling";

    private final List<Network> allowed = new ArrayList<>();

    public AddressRules(UpstreamConfig config) {
        config.allowedNetworks().orElse(List.of()).forEach(text -> allowed.add(allowed(text.strip())));
    }

    private static Network allowed(String text) {
        return Network.of(text)
                .orElseThrow(() -> new IllegalStateException(
                        "stagedoor.upstream.allowed-networks: '" + text + "' is no network such as 10.20.0.0/16"));
    }

    /** What a network is, and so why it is not called. */
    private record Rule(Network network, String kind) {
        static List<Rule> all(String kind, String... networks) {
            return Stream.of(networks)
                    .map(text -> new Rule(Network.of(text).orElseThrow(), kind))
                    .toList();
        }
    }

    /** Why this address is not called, as what it is; empty when it may be. */
    public Optional<String> refusal(InetAddress address) {
        return refusal(address.getAddress());
    }

    private Optional<String> refusal(byte[] address) {
        return kind(METADATA, address)
                .or(() -> allowed.stream().anyMatch(network -> network.contains(address))
                        ? Optional.empty()
                        : kind(NOT_PUBLIC, address));
    }

    private static Optional<String> kind(List<Rule> rules, byte[] address) {
        return rules.stream()
                .filter(rule -> rule.network().contains(address))
                .map(Rule::kind)
                .findFirst();
    }

    /** The same for a host that is an address; empty for a name, of which nothing is known until it is looked up. */
    public Optional<String> refusalOfLiteral(String host) {
        var address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            return isMeantAsAddress(host) ? Optional.of(ODD_SPELLING) : Optional.empty();
        }
        return refusal(plain(address));
    }

    /** Octal, hexadecimal, with fewer dots: what reads them as addresses does not agree on which. */
    private static boolean isMeantAsAddress(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var last = name.substring(name.lastIndexOf('.') + 1);
        return host.startsWith("[") || (!last.isEmpty() && Character.digit(last.charAt(0), 10) >= 0);
    }

    /** {@code ::ffff:127.0.0.1} is 127.0.0.1; Java's own addresses are so already. */
    private static byte[] plain(byte[] address) {
        return IPV4_IN_IPV6.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
