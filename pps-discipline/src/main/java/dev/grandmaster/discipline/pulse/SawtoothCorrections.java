package dev.grandmaster.discipline.pulse;

import dev.grandmaster.time.PulseCorrection;

/** The quantisation errors of the last pulses, by their second. */
public final class SawtoothCorrections {

    private static final int REMEMBERED = 8;

    private final LeapOracle oracle;
    private final long[] taiSeconds = new long[REMEMBERED];
    private final double[] qErrNs = new double[REMEMBERED];
    private boolean documented = true;

    public SawtoothCorrections(LeapOracle oracle) {
        this.oracle = oracle;
    }

    /** Keeps a correction; one whose second cannot be told is of no use. */
    public void onCorrection(PulseCorrection correction) {
        long second = oracle.toTaiSeconds(correction.scale(), correction.scaleSeconds(), false);
        if (second != LeapOracle.UNKNOWN && Double.isFinite(correction.qErrNs())) {
            int slot = Math.floorMod(second, REMEMBERED);
            taiSeconds[slot] = second;
            qErrNs[slot] = correction.qErrNs();
            documented = correction.documented();
        }
    }

    /** Whether the receiver's corrections may be used before a trial. */
    boolean documented() {
        return documented;
    }

    /** Whether the receiver has said anything of the pulse of that second. */
    boolean has(long taiSecond) {
        return taiSeconds[Math.floorMod(taiSecond, REMEMBERED)] == taiSecond;
    }

    /** What to add to the stamp of the pulse of that second, ns; 0 where the receiver said nothing. */
    public double at(long taiSecond) {
        int slot = Math.floorMod(taiSecond, REMEMBERED);
        return taiSeconds[slot] == taiSecond ? qErrNs[slot] : 0;
    }
}
