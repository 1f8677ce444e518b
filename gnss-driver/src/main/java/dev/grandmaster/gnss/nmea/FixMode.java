package dev.grandmaster.gnss.nmea;

/** How a fix was found: the mode indicator of RMC (a letter) and the quality indicator of GGA (a digit). */
public enum FixMode {

    NONE('N', 0), AUTONOMOUS('A', 1), DIFFERENTIAL('D', 2), PRECISE('P', 3), RTK_FIXED('R', 4), RTK_FLOAT('F', 5),
    /** Dead reckoning. */
    ESTIMATED('E', 6), MANUAL('M', 7), SIMULATED('S', 8);

    private final char letter;
    private final int digit;

    FixMode(char letter, int digit) {
        this.letter = letter;
        this.digit = digit;
    }

    /** As in RMC. */
    public char letter() {
        return letter;
    }

    /** As in GGA. */
    public int digit() {
        return digit;
    }

    /** True where satellites made the fix, now. */
    public boolean isFromSatellites() {
        return switch (this) {
            case AUTONOMOUS, DIFFERENTIAL, PRECISE, RTK_FIXED, RTK_FLOAT -> true;
            case NONE, ESTIMATED, MANUAL, SIMULATED -> false;
        };
    }

    /** What nobody describes counts as no fix. */
    static FixMode ofLetter(int letter) {
        for (FixMode mode : values()) {
            if (mode.letter == letter) {
                return mode;
            }
        }
        return NONE;
    }

    /** What nobody describes counts as no fix. */
    static FixMode ofDigit(int digit) {
        for (FixMode mode : values()) {
            if (mode.digit == digit) {
                return mode;
            }
        }
        return NONE;
    }
}
