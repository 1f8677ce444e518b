package dev.grandmaster.ptp.tlv;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Which TLVs a port sends.
 *
 * @param pathTrace PATH_TRACE behind Announce (IEEE 1588-2019 clause 16.2); an Announce that has been here before is refused
 * @param localTimeZones an ALTERNATE_TIME_OFFSET_INDICATOR behind Announce for each (clause 16.3), keyField from 0; four at most
 * @param power the TLV of C37.238 behind Announce
 * @param interfaceRate the interface rate TLV of G.8275.2 with each grant
 * @param gptp the TLVs of IEEE 802.1AS: Follow_Up information, gPTP capable, and message interval requests are obeyed
 * @param studio synchronization metadata of SMPTE ST 2059-2, once a second
 */
public record PortTlvs(boolean pathTrace, List<ZoneId> localTimeZones, Optional<Power> power, boolean interfaceRate,
        boolean gptp, Optional<Studio> studio) {
    public static final int MOST_TIME_ZONES = 4;
    public static final PortTlvs NONE = new PortTlvs(false, List.of(), Optional.empty(), false, false,
            Optional.empty());

    public PortTlvs {
        localTimeZones = List.copyOf(localTimeZones);
        if (localTimeZones.size() > MOST_TIME_ZONES) {
            throw new IllegalArgumentException(localTimeZones.size() + " time zones, not more than " + MOST_TIME_ZONES);
        }
    }

    /** Edition of C37.238. */
    public enum Edition {
        /** grandmasterTimeInaccuracy and networkTimeInaccuracy apart. */
        C37_238_2011,
        /** Their sum, totalTimeInaccuracy. */
        C37_238_2017
    }

    /**
     * The power profile's TLV.
     *
     * @param grandmasterId 16 bits, that of the substation's plan
     * @param networkInaccuracyNs what the network adds at the worst, ns
     */
    public record Power(Edition edition, int grandmasterId, long networkInaccuracyNs) {
    }

    /**
     * What ST 2059-2 tells of pictures; local time is that of the first time zone, else UTC.
     *
     * @param framesNumerator of the default system frame rate, 1/s
     * @param framesDenominator of it
     * @param dropFrame time addresses leave frame numbers out
     * @param colorFrame colour frame identification
     */
    public record Studio(int framesNumerator, int framesDenominator, boolean dropFrame, boolean colorFrame) {
    }
}
