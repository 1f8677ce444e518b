package dev.grandmaster.ptp.profile;

/**
 * What a profile says of one number.
 *
 * @param least that it allows
 * @param preset when nothing is configured
 * @param most that it allows
 * @param source how well the range is known; presets may come from elsewhere
 */
public record Bounds(int least, int preset, int most, Source source) {

    /** Where a bound comes from. */
    public enum Source {
        /** It was read in a published text, which docs/profiles.md names: what lies outside is an error. */
        READ,
        /** It was not: what lies outside is worth a word, and goes. */
        MEMORY
    }

    public Bounds {
        if (least > preset || preset > most) {
            throw new IllegalArgumentException(least + " <= " + preset + " <= " + most);
        }
    }

    static Bounds read(int least, int preset, int most) {
        return new Bounds(least, preset, most, Source.READ);
    }

    static Bounds remembered(int least, int preset, int most) {
        return new Bounds(least, preset, most, Source.MEMORY);
    }

    /** Only a preset is known. */
    static Bounds any(int preset) {
        return new Bounds(Integer.MIN_VALUE, preset, Integer.MAX_VALUE, Source.MEMORY);
    }

    public boolean allows(int value) {
        return least <= value && value <= most;
    }
}
