package dev.stagedoor.secret;

/** How a stored secret looks to everybody (contract, section 8, point 1). */
public final class Mask {
    /** Shown in place of a secret; sent back, it keeps the stored value. */
    public static final String TEXT = "********";

    private Mask() {}
}
