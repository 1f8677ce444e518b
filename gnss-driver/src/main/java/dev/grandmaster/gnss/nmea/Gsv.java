package dev.grandmaster.gnss.nmea;

import java.util.List;

/**
 * GSV: up to four of the satellites in view; several sentences make the list.
 *
 * @param sentences  how many sentences make the list
 * @param sentence   which of them this is, from 1
 * @param inView     how many satellites the whole list has
 * @param satellites those of this sentence
 * @param signalId   since NMEA 4.10, the signal that was measured; its meaning depends on the talker
 */
public record Gsv(Talker talker, int sentences, int sentence, int inView, List<Satellite> satellites, int signalId)
        implements
            NmeaMessage {

    public Gsv {
        satellites = List.copyOf(satellites);
    }

    /**
     * One satellite.
     *
     * @param number         as the talker counts
     * @param elevationDeg   above the horizon
     * @param azimuthDeg     from north over east
     * @param carrierToNoise C/N0, dBHz; absent where it is not tracked
     */
    public record Satellite(int number, int elevationDeg, int azimuthDeg, int carrierToNoise) {
    }
}
