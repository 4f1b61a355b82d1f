package dev.stagedoor.prompt;

/** Which version of a prompt a save means (contract, section 1.8). */
@FunctionalInterface
interface VersionChoice {
    VersionChoice FIRST = exactly(1);
    VersionChoice LATEST = latest -> Math.max(latest, 1);
    VersionChoice NEXT = latest -> latest + 1;

    static VersionChoice exactly(int number) {
        return latest -> number;
    }

    /**
     * The number of that version, whether it exists or not.
     *
     * @param latest the highest there is, 0 when there is none
     */
    int after(int latest);
}
