package dev.grandmaster.time;

/**
 * What a receiver knows of leap seconds (UBX-NAV-TIMELS and its like).
 *
 * @param taiMinusUtcSeconds the receiver's present distance TAI - UTC, s
 * @param origin             where it has the present value from
 * @param changeSeconds      +1 or -1 for an announced leap second, 0 for none (or none known)
 * @param changeTaiNs        TAI, ns, of the first instant at which the changed distance holds; {@link LeapSecondTable#NEVER} for none
 * @param changeOrigin       where it has the announcement from
 * @param arrivalMonoNs      see {@link TimeMessage#arrivalMonoNs()}
 */
public record LeapEvidence(int taiMinusUtcSeconds, Origin origin, int changeSeconds, long changeTaiNs,
        Origin changeOrigin,
        long arrivalMonoNs) implements TimeMessage {

    /** Where a receiver got its leap seconds from. Only the constellations count as evidence. */
    public enum Origin {
        UNKNOWN(false), FIRMWARE_DEFAULT(false), CONFIGURED(false), GLONASS_DIFFERENCE(false), GPS(true), SBAS(
                false), BEIDOU(true), GALILEO(true), GLONASS(true), NAVIC(true);

        private final boolean fromSky;

        Origin(boolean fromSky) {
            this.fromSky = fromSky;
        }

        /** True where the value was decoded from a navigation message. */
        public boolean isFromSky() {
            return fromSky;
        }
    }
}
