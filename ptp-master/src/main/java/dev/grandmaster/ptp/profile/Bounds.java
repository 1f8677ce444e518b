package dev.grandmaster.ptp.profile;

/**
 * What a profile says of one number.
 *
 * @param least that it allows
 * @param preset when nothing is configured
 * @param most that it allows
 */
public record Bounds(int least, int preset, int most) {
    public Bounds {
        if (least > preset || preset > most) {
            throw new IllegalArgumentException(least + " <= " + preset + " <= " + most);
        }
    }

    public boolean allows(int value) {
        return least <= value && value <= most;
    }
}
