package dev.grandmaster.app.config;

/**
 * Coaxial cables between antenna and receiver, with their velocity factor. Solid polyethylene is 0.66 whatever its maker; foams
 * differ by some hundredths between makers and years, 0.1 ns per metre: for better than that, measure.
 *
 * <p>The factors are the usual ones of these cables, noted from memory: the makers' data sheets have not been compared yet. Where the
 * sheet of the cable at hand says something else, the sheet is right and {@code cableDelayNs} takes it.
 */
enum CableType {
    RG_58("RG-58", 0.66), RG_59("RG-59", 0.66), RG_174("RG-174", 0.66), RG_213("RG-213", 0.66), RG_6(
            "RG-6", 0.82), LMR_100("LMR-100", 0.66), LMR_195("LMR-195", 0.80), LMR_200("LMR-200", 0.83), LMR_240(
                    "LMR-240", 0.84), LMR_300("LMR-300", 0.85), LMR_400("LMR-400", 0.85), LMR_600(
                            "LMR-600", 0.87), H155("H155", 0.79), ECOFLEX_10(
                                    "Ecoflex-10", 0.85), AIRCELL_7("Aircell-7", 0.83);

    /** Metres per ns. */
    private static final double LIGHT = 0.299_792_458;

    private final String word;
    private final double velocityFactor;

    CableType(String word, double velocityFactor) {
        this.word = word;
        this.velocityFactor = velocityFactor;
    }

    String word() {
        return word;
    }

    double velocityFactor() {
        return velocityFactor;
    }

    /** How long the signal travels, ns. */
    double delayNs(double lengthM) {
        return lengthM / (LIGHT * velocityFactor);
    }
}
