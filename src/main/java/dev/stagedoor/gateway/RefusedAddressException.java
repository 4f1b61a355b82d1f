package dev.stagedoor.gateway;

/** A host is at an address that is not called from here. Needs no trace: what it says is all there is to know. */
final class RefusedAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    RefusedAddressException(String kind) {
        super(kind, null, false, false);
        this.kind = kind;
    }

    /** What the address is, such as "a private address". */
    String kind() {
        return kind;
    }
}
