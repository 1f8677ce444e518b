package dev.grandmaster.app.config;

/**
 * Coaxial cables between antenna and receiver, with their velocity factor. Solid polyethylene is 0.66 whatever its maker; foams
 * differ by some hundredths between makers and years, 0.1 ns per metre: for better than that, measure.
 *
 * <p>Each names the maker's data sheet that its factor goes back to. The sheets themselves were not at hand: the figures are those that
 * two public tables with citations give for them (of LMR-300 three without), but for the one that is said to be from memory. Where the
 * sheet of the cable at hand says something else, the sheet is right and {@code cableDelayNs} takes it.
 */
enum CableType {
    RG_58("RG-58", 0.66, "Huber+Suhner RG_58_C/U; MIL-C-17"), //
    RG_59("RG-59", 0.66, "Belden 8241"), //
    RG_174("RG-174", 0.66, "Huber+Suhner RG_174/U; MIL-C-17"), //
    RG_213("RG-213", 0.66, "Huber+Suhner RG_213/U; MIL-C-17"), //
    /** A public table has 0.83 for Belden 1694A. */
    RG_6("RG-6", 0.82, "from memory: foamed, as Belden 1694A"), //
    LMR_100("LMR-100", 0.66, "Times Microwave LMR-100A"), //
    LMR_195("LMR-195", 0.80, "Times Microwave LMR-195"), //
    LMR_200("LMR-200", 0.83, "Times Microwave LMR-200"), //
    /** One of the tables has 0.83. */
    LMR_240("LMR-240", 0.84, "Times Microwave LMR-240"), //
    LMR_300("LMR-300", 0.85, "Times Microwave LMR-300"), //
    /** Newer sheets say 0.84. */
    LMR_400("LMR-400", 0.85, "Times Microwave LMR-400"), //
    LMR_600("LMR-600", 0.87, "Times Microwave LMR-600"), //
    /** 0.80 and 0.81 in sheets of its two sheaths. */
    H155("H155", 0.80, "Belden H155"), //
    ECOFLEX_10("Ecoflex-10", 0.85, "SSB-Electronic Ecoflex 10"), //
    AIRCELL_7("Aircell-7", 0.83, "SSB-Electronic Aircell 7");

    /** Metres per ns. */
    private static final double LIGHT = 0.299_792_458;

    private final String word;
    private final double velocityFactor;
    private final String source;

    CableType(String word, double velocityFactor, String source) {
        this.word = word;
        this.velocityFactor = velocityFactor;
        this.source = source;
    }

    String word() {
        return word;
    }

    double velocityFactor() {
        return velocityFactor;
    }

    /** Whose figure it is. */
    String source() {
        return source;
    }

    /** How long the signal travels, ns. */
    double delayNs(double lengthM) {
        return lengthM / (LIGHT * velocityFactor);
    }
}
