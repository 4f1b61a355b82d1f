package dev.stagedoor.provider;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;

/** A range of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
final class Network {
    private final byte[] base;
    private final int bits;

    private Network(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /** Reads an address, or one with the number of its leading bits that count; empty when it is neither. */
    static Optional<Network> of(String text) {
        var slash = text.indexOf('/');
        var base = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            return Optional.empty();
        }
        var bits = slash < 0 ? base.length * 8 : number(text.substring(slash + 1));
        return bits < 0 || bits > base.length * 8 ? Optional.empty() : Optional.of(new Network(base, bits));
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }

    boolean contains(byte[] address) {
        if (address.length != base.length) {
            return false;
        }
        var whole = bits / 8;
        var rest = bits % 8;
        return Arrays.equals(base, 0, whole, address, 0, whole)
                && (rest == 0 || ((base[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0);
    }
}
