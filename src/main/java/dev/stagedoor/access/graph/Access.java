package dev.stagedoor.access.graph;

/** What may be done to a target (contract, section 5). The bits are stored: never change them. */
public enum Access {
    CREATE(1),
    READ(2),
    EXECUTE(4),
    UPDATE(8),
    DELETE(16);

    private final int bit;

    Access(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
