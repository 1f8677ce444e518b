package dev.grandmaster.ptp.dataset;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final long HALF_DAY = 12 * 3600 * SECOND;

    private final Announce message = new Announce().begin(MemorySegment.ofArray(new byte[64]), 0, 1);

    private Announce written(GrandmasterState state, long nowMonoNs) {
        Announcement announcement = new Announcement(Clocks.instance(0), state, 0);
        announcement.update(state, nowMonoNs);
        announcement.write(message, 0);
        return message;
    }

    @Test
    void saysWhatTheSnapshotSays() {
        Announce said = written(Clocks.locked(0), SECOND);
        assertEquals(6, said.clockClass());
        assertEquals(0x21, said.clockAccuracy());
        assertEquals(0x4E5D, said.offsetScaledLogVariance());
        assertEquals(37, said.currentUtcOffset());
        assertEquals(0x20, said.timeSource());
        assertEquals(128, said.grandmasterPriority1());
        assertEquals(0, said.stepsRemoved());
        assertEquals(0x0011_22FF_FE33_4455L, said.grandmasterIdentity());
        assertEquals(
                Flags.PTP_TIMESCALE | Flags.CURRENT_UTC_OFFSET_VALID | Flags.TIME_TRACEABLE | Flags.FREQUENCY_TRACEABLE,
                said.flags());
        assertEquals(TAI_AT_ZERO_NS + SECOND, said.originTaiNs());
    }

    @Test
    void aPortThatAnotherClockStampsAddsThatClocksErrorToItsAccuracy() {
        GrandmasterState state = Clocks.locked(0);
        Announcement announcement = new Announcement(Clocks.instance(0), state, 0);
        announcement.update(state, SECOND);
        announcement.write(message, 0.5);
        assertEquals(0x22, message.clockAccuracy());
        announcement.write(message, 500);
        assertEquals(0x23, message.clockAccuracy());
        announcement.write(message, Double.POSITIVE_INFINITY);
        assertEquals(0x31, message.clockAccuracy());
        assertEquals(0x23, announcement.own(500).clockAccuracy(), "others compare by what they are told");
        assertEquals(0x21, announcement.own(0).clockAccuracy());
    }

    @Test
    void fallsBackWhenNobodyVouchesAnyLonger() {
        GrandmasterState state = Clocks.locked(0);
        assertEquals(6, written(state, 10 * SECOND - 1).clockClass());
        Announce said = written(state, 10 * SECOND);
        assertEquals(248, said.clockClass());
        assertEquals(0xFE, said.clockAccuracy());
        assertEquals(Flags.PTP_TIMESCALE, said.flags());
        assertEquals(0, said.originTaiNs());
        assertEquals(0xA0, said.timeSource());
    }

    @Test
    void anInsertedSecondIsAnnouncedHalfADayBeforeAndCountedOnItsTaiSecond() {
        long leap = TAI_AT_ZERO_NS + 2 * HALF_DAY;
        UtcStatus utc = new UtcStatus(37, true, LeapSecondTable.NEVER, leap, 1);
        long almost = HALF_DAY - 1;
        assertFalse(at(utc, almost).hasFlag(Flags.LEAP61));
        assertTrue(at(utc, HALF_DAY).hasFlag(Flags.LEAP61));
        assertFalse(at(utc, HALF_DAY).hasFlag(Flags.LEAP59));
        assertEquals(37, at(utc, 2 * HALF_DAY - 1).currentUtcOffset());
        assertEquals(38, at(utc, 2 * HALF_DAY).currentUtcOffset());
        assertFalse(at(utc, 2 * HALF_DAY).hasFlag(Flags.LEAP61));
        assertTrue(at(utc, 2 * HALF_DAY).hasFlag(Flags.CURRENT_UTC_OFFSET_VALID));
        UtcStatus deleted = new UtcStatus(37, true, LeapSecondTable.NEVER, leap, -1);
        assertTrue(at(deleted, HALF_DAY).hasFlag(Flags.LEAP59));
        assertEquals(36, at(deleted, 2 * HALF_DAY).currentUtcOffset());
    }

    private Announce at(UtcStatus utc, long monoNs) {
        return written(Clocks.with(Clocks.LOCKED, utc, monoNs), monoNs);
    }

    @Test
    void anUnknownOffsetIsSaidToBeUnknown() {
        Announce said = at(UtcStatus.unknown(37), 0);
        assertFalse(said.hasFlag(Flags.CURRENT_UTC_OFFSET_VALID));
        assertTrue(said.hasFlag(Flags.PTP_TIMESCALE));
    }

    @Test
    void aStampOfAnotherScaleIsNotPlausible() {
        Announcement announcement = new Announcement(Clocks.instance(0), Clocks.locked(0), 0);
        announcement.update(Clocks.locked(0), 5 * SECOND);
        assertTrue(announcement.plausible(TAI_AT_ZERO_NS + 5 * SECOND + 3_000_000));
        assertFalse(announcement.plausible(TAI_AT_ZERO_NS + 5 * SECOND - 37 * SECOND));
        announcement.update(Clocks.locked(0), 60 * SECOND);
        assertTrue(announcement.plausible(TAI_AT_ZERO_NS + 5 * SECOND));
        assertFalse(announcement.plausible(-1));
    }

    @Test
    void servedOnceIsServedForGood() {
        Announcement announcement = new Announcement(Clocks.instance(0), Clocks.unserved(0), 0);
        assertFalse(announcement.served());
        announcement.update(Clocks.locked(SECOND), SECOND);
        announcement.update(Clocks.unserved(2 * SECOND), 2 * SECOND);
        assertTrue(announcement.served());
    }

    @Test
    void dataSetsSayTheSame() {
        Announcement announcement = new Announcement(Clocks.instance(3), Clocks.locked(0), 0);
        assertEquals(Clocks.LOCKED, announcement.parentDs(0).grandmasterClockQuality());
        assertEquals(Clocks.LOCKED, announcement.defaultDs(2, 0).clockQuality());
        assertEquals(3, announcement.defaultDs(2, 0).domainNumber());
        assertEquals(37, announcement.timePropertiesDs().currentUtcOffset());
        assertTrue(announcement.timePropertiesDs().currentUtcOffsetValid());
        assertFalse(announcement.timePropertiesDs().leap61());
    }
}
