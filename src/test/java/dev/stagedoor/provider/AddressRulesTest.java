package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a provider may be at. */
class AddressRulesTest {
    private final AddressRules rules = allowing();

    private static AddressRules allowing(String... networks) {
        return new AddressRules(new UpstreamConfig() {
            @Override
            public Optional<List<String>> allowedNetworks() {
                return networks.length == 0 ? Optional.empty() : Optional.of(List.of(networks));
            }

            @Override
            public Duration addressesFor() {
                return Duration.ZERO;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:80b::200e",
            })
    void shouldAllowThePublicInternet(String address) throws UnknownHostException {
        assertThat(rules.refusal(InetAddress.getByName(address))).isEmpty();
        assertThat(rules.refusalOfLiteral(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "::1, loopback",
        "::ffff:127.0.0.1, loopback",
        "169.254.169.254, metadata",
        "::ffff:169.254.169.254, metadata",
        "fd00:ec2::254, metadata",
        "168.63.129.16, metadata",
        "100.100.100.200, metadata",
        "169.254.0.1, link-local",
        "fe80::1, link-local",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "::ffff:192.168.1.1, private",
        "fd12:3456::1, private",
        "fec0::1, private",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "::, unspecified",
        "224.0.0.1, multicast",
        "ff02::1, multicast",
        "::127.0.0.1, clothes",
        "::ffff:0:127.0.0.1, clothes",
        "64:ff9b::10.0.0.1, clothes",
        "64:ff9b:1::1, clothes",
        "2002:7f00:1::1, clothes",
        "192.0.2.1, documentation",
        "198.18.0.1, documentation",
        "2001:db8::1, documentation",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "2001::1, reserved",
    })
    void shouldRefuseWhatIsNotPublicAndSayWhatItIs(String address, String kind) throws UnknownHostException {
        assertThat(rules.refusal(InetAddress.getByName(address)))
                .hasValueSatisfying(said -> assertThat(said).contains(kind));
        assertThat(rules.refusalOfLiteral(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:7f00:1]",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "127.0.0.1.",
                "127.0.0.01",
                "[::ffff:0x7f.1]",
            })
    void shouldRefuseAnAddressInEverySpelling(String host) {
        assertThat(rules.refusalOfLiteral(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.openai.com", "localhost", "localhost.", "a1", "x86.example", "0x7f.example"})
    void shouldLeaveNamesToTheLookUp(String host) {
        assertThat(rules.refusalOfLiteral(host)).isEmpty();
    }

    @Test
    void shouldAllowTheNetworksThatAreConfiguredAndNoOthers() {
        var some = allowing("10.20.0.0/16", " ::1 ", "fd12::/16");

        assertThat(some.refusalOfLiteral("10.20.255.1")).isEmpty();
        assertThat(some.refusalOfLiteral("[::1]")).isEmpty();
        assertThat(some.refusalOfLiteral("[fd12::7]")).isEmpty();
        assertThat(some.refusalOfLiteral("10.21.0.1")).isPresent();
        assertThat(some.refusalOfLiteral("127.0.0.1")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "168.63.129.16"})
    void shouldRefuseMetadataServicesWhateverIsAllowed(String host) {
        assertThat(allowing("0.0.0.0/0", "::/0").refusalOfLiteral(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "localhost", "fc00::/129", ""})
    void shouldNotStartWithANetworkThatIsNone(String text) {
        assertThatThrownBy(() -> allowing(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stagedoor.upstream.allowed-networks");
    }
}
