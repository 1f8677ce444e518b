package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.grandmaster.gnss.nmea.CalendarDay;
import dev.grandmaster.gnss.nmea.FixMode;
import dev.grandmaster.gnss.nmea.Gga;
import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.Gsv;
import dev.grandmaster.gnss.nmea.NmeaMessage;
import dev.grandmaster.gnss.nmea.NmeaWriter;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.nmea.Talker;
import dev.grandmaster.gnss.nmea.TimeOfDay;
import dev.grandmaster.gnss.nmea.Zda;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.ubx.AntennaState;
import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.gnss.ubx.JammingState;
import dev.grandmaster.gnss.ubx.MonHw;
import dev.grandmaster.gnss.ubx.MonRf;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.gnss.ubx.NavStatus;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeLs;
import dev.grandmaster.gnss.ubx.NavTimeUtc;
import dev.grandmaster.gnss.ubx.SecSig;
import dev.grandmaster.gnss.ubx.SpoofingState;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxMessage;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Antenna;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.state.GnssStatus.Jamming;
import dev.grandmaster.state.GnssStatus.Reception;
import dev.grandmaster.state.GnssStatus.Satellite;
import dev.grandmaster.state.GnssStatus.Spoofing;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class ReceiverMachineTest {

    private static final long S = 1_000_000_000L;
    private static final long NOT_BEFORE = Calendar.seconds(2026, 1, 1, 0, 0, 0);
    private static final int GPS_MINUS_UTC = 18;

    private final List<TimeMessage> said = new ArrayList<>();
    private final ReceiverMachine machine = new ReceiverMachine(ReceiverLimits.since(NOT_BEFORE), said::add);
    private final FrameScanner scanner = new FrameScanner(machine, FrameScanner.LIVE_FRAME);
    private long nowNs;

    @Test
    void aSolutionNamesThePulseBeforeIt() {
        hear(pvt(12, 30, 15, -151));
        SecondLabel label = labels().getFirst();
        assertEquals(
                new SecondLabel(TimeScale.UTC, utc(12, 30, 15), false, NamedPulse.PRECEDING, LabelSource.UBX_NAV_PVT,
                        20, nowNs),
                label);
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void gpsTimeStaysGpsTime() {
        hear(status(FixType.TIME_ONLY, true));
        hear(gps(utc(12, 30, 15) + GPS_MINUS_UTC, -868));
        assertEquals(TimeScale.GPS, labels().getFirst().scale());
        assertEquals(utc(12, 30, 15) + GPS_MINUS_UTC, labels().getFirst().scaleSeconds());
    }

    @Test
    void anEpochJustBeforeTheSecondStillNamesIt() {
        hear(status(FixType.THREE_D, true));
        long seconds = utc(12, 30, 15) - Calendar.GPS_EPOCH;
        hear(new NavTimeGps(seconds % Calendar.WEEK * 1_000 - 1, -868, (int) (seconds / Calendar.WEEK), 18, true, true,
                true, 10));
        hear(new NavTimeUtc(0, 10, -1_000_869, 2026, 11, 22, 12, 30, 15, true, true, true));
        assertEquals(List.of(utc(12, 30, 15), utc(12, 30, 15)),
                labels().stream().map(SecondLabel::scaleSeconds).toList());
    }

    @Test
    void timTpNamesThePulseAfterItAndSaysHowFarItIsOff() {
        hear(pvt(12, 30, 15, 0));
        hear(tp(utc(12, 30, 16), TimTp.Base.UTC, true, true));
        hear(tp(utc(12, 30, 16) + GPS_MINUS_UTC, TimTp.Base.GALILEO, true, true));
        SecondLabel utc = labels().get(1);
        assertEquals(
                new SecondLabel(TimeScale.UTC, utc(12, 30, 16), false, NamedPulse.FOLLOWING, LabelSource.UBX_TIM_TP,
                        Double.NaN, nowNs),
                utc);
        assertEquals(new PulseCorrection(-4.331, TimeScale.UTC, utc(12, 30, 16), true, nowNs),
                corrections().getFirst());
        assertEquals(TimeScale.GALILEO, labels().get(2).scale());
    }

    @Test
    void timTpIsSilentWhereItProvesNothing() {
        hear(pvt(12, 30, 15, 0));
        hear(tp(utc(12, 30, 16), TimTp.Base.GLONASS, true, true));
        hear(tp(utc(12, 30, 16), TimTp.Base.UTC, false, true));
        hear(tp(utc(12, 30, 16), TimTp.Base.UTC, true, false));
        assertEquals(1, labels().size());
        assertEquals(List.of(), corrections());
    }

    /** A Galileo week may be counted from the GPS epoch or from its own, 1,024 weeks later. */
    @Test
    void aGalileoWeekCountsFromEitherEpoch() {
        hear(pvt(12, 30, 15, 0));
        long seconds = utc(12, 30, 16) + GPS_MINUS_UTC;
        hear(tp(seconds - 1_024 * Calendar.WEEK, TimTp.Base.GALILEO, true, true));
        assertEquals(seconds, labels().get(1).scaleSeconds());
    }

    @Test
    void withoutAFixNothingIsNamed() {
        hear(new Zda(Talker.GPS, new TimeOfDay(12, 30, 15, 0), new CalendarDay(2026, 11, 22)));
        hear(rmc(12, 30, 15, false));
        hear(gps(utc(12, 30, 15), 0));
        hear(status(FixType.DEAD_RECKONING, true));
        hear(status(FixType.THREE_D, false));
        hear(gps(utc(12, 30, 16), 0));
        assertEquals(List.of(), labels());
        assertEquals(Verdict.of(Trust.COAST, Doubt.NO_FIX), verdict());
    }

    @Test
    void sentencesNameTheSecondOnceBothAgreeThatThereIsAFix() {
        hear(new Gga(Talker.GPS, new TimeOfDay(12, 30, 15, 0), FixMode.NONE, 3, 1, 0, 0, 0));
        hear(rmc(12, 30, 15, true));
        assertEquals(List.of(), labels());
        hear(new Gga(Talker.GPS, new TimeOfDay(12, 30, 16, 0), FixMode.AUTONOMOUS, 7, 1, 0, 0, 0));
        hear(rmc(12, 30, 16, true));
        hear(new Zda(Talker.GPS, new TimeOfDay(12, 30, 16, 0), new CalendarDay(2026, 11, 22)));
        assertEquals(List.of(LabelSource.NMEA_RMC, LabelSource.NMEA_ZDA),
                labels().stream().map(SecondLabel::source).toList());
        assertEquals(utc(12, 30, 16), labels().getFirst().scaleSeconds());
        assertEquals(Verdict.TRUSTED, verdict());
    }

    /** A cold receiver shows the UTC of its firmware in its sentences, which may be a second wrong, and denies it in UBX. */
    @Test
    void sentencesAreSilencedByADeniedUtc() {
        hear(status(FixType.THREE_D, true));
        hear(new NavTimeUtc(0, 10, 0, 2026, 11, 22, 12, 30, 16, true, true, false));
        hear(rmc(12, 30, 16, true));
        assertEquals(List.of(), labels());
        hear(new NavTimeUtc(0, 10, 0, 2026, 11, 22, 12, 30, 16, true, true, true));
        hear(rmc(12, 30, 17, true));
        assertEquals(2, labels().size());
    }

    @Test
    void estimatedAndSimulatedFixesAreNone() {
        for (FixMode mode : List.of(FixMode.ESTIMATED, FixMode.SIMULATED, FixMode.MANUAL, FixMode.NONE)) {
            hear(new Rmc(Talker.GPS, new TimeOfDay(12, 30, 15, 0), new CalendarDay(26, 11, 22), true, mode, 0, 0));
        }
        assertEquals(List.of(), labels());
    }

    @Test
    void aFixGrowsOld() {
        hear(rmc(12, 30, 15, true));
        nowNs += 4 * S;
        hear(new Zda(Talker.GPS, new TimeOfDay(12, 30, 19, 0), new CalendarDay(2026, 11, 22)));
        assertEquals(1, labels().size());
        assertEquals(Verdict.of(Trust.COAST, Doubt.NO_FIX), verdict());
    }

    @Test
    void fewSatellitesAndADoubtfulClockAreToCoastBy() {
        hear(pvt(12, 30, 15, FixType.THREE_D, 4, 20));
        assertEquals(Verdict.of(Trust.COAST, Doubt.FEW_SATELLITES), verdict());
        hear(pvt(12, 30, 16, FixType.TIME_ONLY, 4, 20));
        assertEquals(Verdict.TRUSTED, verdict());
        hear(pvt(12, 30, 17, FixType.THREE_D, 9, 1_030));
        assertEquals(Verdict.of(Trust.COAST, Doubt.TIME_ACCURACY), verdict());
        hear(pvt(12, 30, 18, FixType.THREE_D, 9, 30));
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void aBadAntennaJammingAndSpoofingAreDoubtsThatWeigh() {
        hear(pvt(12, 30, 15, 0));
        hear(new MonHw(AntennaState.OPEN, JammingState.WARNING, 0));
        assertEquals(new Verdict(Trust.TRUST, Set.of(Doubt.ANTENNA_OPEN, Doubt.JAMMING)), verdict());
        MonRf.Path well = new MonRf.Path(AntennaState.OK, JammingState.NONE, 0);
        hear(new MonRf(List.of(well, new MonRf.Path(AntennaState.SHORT, JammingState.CRITICAL, 204), well)));
        assertEquals(new Verdict(Trust.COAST, Set.of(Doubt.ANTENNA_SHORT, Doubt.JAMMING)), verdict());
        assertEquals(new Reception(Antenna.SHORT, Jamming.CRITICAL, 0.8, Spoofing.UNKNOWN),
                machine.status("x", nowNs).reception());
        hear(new MonRf(List.of(well)));
        assertEquals(Verdict.TRUSTED, verdict());
        hear(new SecSig(JammingState.NONE, SpoofingState.INDICATED));
        assertEquals(Verdict.of(Trust.COAST, Doubt.SPOOFING), verdict());
        hear(new NavStatus(0, FixType.THREE_D, true, SpoofingState.AFFIRMED));
        assertEquals(Verdict.of(Trust.REFUSE, Doubt.SPOOFING), verdict());
        hear(new SecSig(JammingState.NONE, SpoofingState.NONE));
        assertEquals(Verdict.of(Trust.REFUSE, Doubt.SPOOFING), verdict());
        hear(new NavStatus(0, FixType.THREE_D, true, SpoofingState.NONE));
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void silenceIsSaidOnceASecond() {
        hear(pvt(12, 30, 15, 0));
        said.clear();
        for (int tenth = 0; tenth < 60; tenth++) {
            nowNs += S / 10;
            machine.onTick(nowNs);
        }
        List<SourceVerdict> verdicts = all(SourceVerdict.class);
        assertEquals(Verdict.of(Trust.COAST, Doubt.RECEIVER_SILENT), verdict());
        assertTrue(verdicts.size() >= 6 && verdicts.size() <= 8, verdicts.toString());
        assertFalse(machine.status("x", nowNs).receiving());
    }

    @Test
    void aReceiverWhoseWeekRolledOverIsRepaired() {
        hear(status(FixType.THREE_D, true));
        hear(gps(utc(12, 30, 15) - 1_024 * Calendar.WEEK, 0));
        hear(new NavTimeUtc(0, 10, 0, 2007, 4, 8, 12, 30, 15, true, true, true));
        hear(new NavTimeUtc(0, 10, 0, 1987, 8, 23, 12, 30, 16, true, true, true));
        assertEquals(List.of(utc(12, 30, 15), utc(12, 30, 15), utc(12, 30, 16)),
                labels().stream().map(SecondLabel::scaleSeconds).toList());
    }

    @Test
    void aJumpOfAWeekIsRefusedUntilTheReceiverHasInsistedForTwoAlmanacs() {
        jump(Calendar.WEEK, 25 * 60, "the date jumped by +1 weeks");
    }

    @Test
    void aTimeThatRunsBackIsRefusedForAsLong() {
        jump(-3_601, 25 * 60, "the time ran back by 3601 s");
    }

    @Test
    void aJumpAheadIsRefusedForHalfAMinute() {
        jump(3_601, 30, "the time jumped by 3601 s");
    }

    private void jump(long byS, int untilS, String why) {
        hear(pvt(12, 30, 15, 0));
        said.clear();
        for (int i = 1; i <= untilS + 10; i++) {
            nowNs += S;
            hear(status(FixType.THREE_D, true));
            hear(gps(utc(12, 30, 15) + i + byS, 0));
            if (i == untilS - 5) {
                assertEquals(List.of(), labels());
                assertEquals(Verdict.of(Trust.REFUSE, Doubt.DATE_IMPLAUSIBLE), verdict());
                assertEquals(List.of("the date cannot be right: " + why), machine.status("x", nowNs).reasons());
            }
        }
        assertEquals(utc(12, 30, 15) + untilS + 1 + byS, labels().getFirst().scaleSeconds());
        assertEquals(Trust.TRUST, verdict().trust());
    }

    @Test
    void aDateThatNoRolloverExplainsIsRefused() {
        hear(status(FixType.THREE_D, true));
        hear(new NavTimeUtc(0, 10, 0, 2016, 1, 3, 12, 30, 15, true, true, true));
        assertEquals(List.of(), labels());
        assertEquals(List.of("the date cannot be right: 2016-01-03 lies before 2026-01-01, and no rollover of the week"
                + " explains it"), machine.status("x", nowNs).reasons());
    }

    @Test
    void twoMistakesDoNotMakeAnInsistence() {
        hear(pvt(12, 30, 15, 0));
        said.clear();
        for (int i = 1; i <= 60; i++) {
            nowNs += S;
            hear(status(FixType.THREE_D, true));
            hear(gps(utc(12, 30, 15) + i + (i % 2 + 1) * Calendar.WEEK, 0));
        }
        assertEquals(List.of(), labels());
    }

    @Test
    void theInsertedSecondIsNamedAndSoIsTheNextOne() {
        hear(rmc(23, 59, 59, true));
        hear(rmc(23, 59, 60, true));
        hear(new Rmc(Talker.GPS, new TimeOfDay(0, 0, 0, 0), new CalendarDay(26, 11, 23), true, null, 0, 0));
        long midnight = utc(0, 0, 0) + Calendar.DAY;
        assertEquals(List.of(midnight - 1, midnight, midnight),
                labels().stream().map(SecondLabel::scaleSeconds).toList());
        assertEquals(List.of(false, true, false), labels().stream().map(SecondLabel::leapSecond).toList());
    }

    @Test
    void fiveSolutionsASecondMakeOneLabel() {
        for (int fifth = 0; fifth < 15; fifth++) {
            hear(pvt(12, 30, 15 + fifth / 5, fifth % 5 * 200_000_000 - 151));
            nowNs += S / 5;
        }
        assertEquals(3, labels().size());
    }

    @Test
    void leapEvidenceNamesItsSource() {
        hear(leap(2, 18, 0, 0, 0, 0, 0, true));
        hear(leap(0, 18, 0, 0, 0, 0, 0, true));
        hear(leap(2, 18, 0, 0, 0, 0, 0, false));
        assertEquals(List.of(new LeapEvidence(37, Origin.GPS, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, nowNs),
                new LeapEvidence(37, Origin.FIRMWARE_DEFAULT, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, nowNs)),
                all(LeapEvidence.class));
    }

    @Test
    void anAnnouncedLeapSecondIsDatedIfBothDatesAgree() {
        hear(pvt(12, 30, 15, 0));
        long midnight = Calendar.seconds(2027, 1, 1, 0, 0, 0);
        int distance = (int) (midnight - utc(12, 30, 15));
        long day = (midnight - Calendar.GPS_EPOCH) / Calendar.DAY - 1;
        hear(leap(2, 18, 5, 1, distance, (int) (day / 7), (int) (day % 7) + 1, true));
        hear(leap(2, 18, 5, 1, distance, (int) (day / 7) - 1_024, (int) (day % 7) + 1, true));
        hear(leap(2, 18, 5, 1, distance - 86_400, (int) (day / 7), (int) (day % 7) + 1, true));
        LeapEvidence dated = new LeapEvidence(37, Origin.GPS, 1, (midnight + 38) * S, Origin.GALILEO, nowNs);
        LeapEvidence undated = new LeapEvidence(37, Origin.GPS, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, nowNs);
        assertEquals(List.of(dated, dated, undated), all(LeapEvidence.class));
    }

    @Test
    void showsTheSkyInTheConstellationsOwnNumbers() {
        hear(rmc(12, 30, 15, true));
        hear(new Gsv(Talker.GPS, 2, 1, 5, List.of(gsv(5, 30), gsv(46, 33), gsv(70, 20)), 1));
        hear(new Gsv(Talker.GPS, 1, 1, 1, List.of(gsv(5, 41)), 8));
        hear(new Gsv(Talker.GALILEO, 1, 1, 1, List.of(gsv(311, 38)), 7));
        hear(new Gsv(Talker.BEIDOU, 1, 1, 1, List.of(gsv(412, NmeaMessage.ABSENT)), 1));
        hear(new Gsa(Talker.COMBINED, 3, List.of(5), 1, 1, 1, 1));
        hear(new Gsa(Talker.COMBINED, 3, List.of(11), 1, 1, 1, 3));
        GnssStatus status = machine.status("/dev/ttyS0", nowNs);
        assertEquals(List.of(new Satellite(Constellation.GPS, 5, 45, 180, 41, true),
                new Satellite(Constellation.SBAS, 133, 45, 180, 33, false),
                new Satellite(Constellation.GALILEO, 11, 45, 180, 38, true),
                new Satellite(Constellation.BEIDOU, 12, 45, 180, 0, false),
                new Satellite(Constellation.GLONASS, 6, 45, 180, 20, false)), status.satellites());
        assertEquals(GnssStatus.Fix.THREE_D, status.fix());
        assertTrue(status.receiving());
        nowNs += 11 * S;
        assertEquals(List.of(), machine.status("/dev/ttyS0", nowNs).satellites());
    }

    @Test
    void countsWhatANavSatUses() {
        List<NavSat.Satellite> satellites = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            satellites.add(new NavSat.Satellite(number % 2 == 0 ? 6 : 0, number, 40, -5, 359, 7, number > 2));
        }
        satellites.add(new NavSat.Satellite(6, 255, 20, 0, 0, 1, false));
        hear(status(FixType.THREE_D, true));
        hear(new NavSat(0, satellites));
        GnssStatus status = machine.status("x", nowNs);
        assertEquals(4, status.satellitesUsed());
        assertEquals(6, status.satellites().size());
        assertEquals(new Satellite(Constellation.GLONASS, 6, -5, 359, 40, true), status.satellites().getLast());
    }

    private static NavStatus status(FixType fix, boolean ok) {
        return new NavStatus(0, fix, ok, SpoofingState.UNKNOWN);
    }

    private static NavPvt pvt(int hour, int minute, int second, int nanoNs) {
        return new NavPvt(0, 2026, 11, 22, hour, minute, second, nanoNs, 20, true, true, true, FixType.THREE_D, true,
                12, 0,
                0, 0, 0);
    }

    private static NavPvt pvt(int hour, int minute, int second, FixType fix, int satellites, long accuracyNs) {
        return new NavPvt(0, 2026, 11, 22, hour, minute, second, 0, accuracyNs, true, true, true, fix, true, satellites,
                0,
                0, 0, 0);
    }

    private static NavTimeGps gps(long gpsSeconds, int fTowNs) {
        long seconds = gpsSeconds - Calendar.GPS_EPOCH;
        return new NavTimeGps(seconds % Calendar.WEEK * 1_000, fTowNs, (int) (seconds / Calendar.WEEK), 18, true, true,
                true,
                10);
    }

    private static TimTp tp(long scaleSeconds, TimTp.Base base, boolean utcAvailable, boolean locked) {
        long seconds = scaleSeconds - Calendar.GPS_EPOCH;
        return new TimTp(seconds % Calendar.WEEK * 1_000 - 1, (1L << 32) - 1, -4_331, (int) (seconds / Calendar.WEEK),
                base,
                utcAvailable, true, locked);
    }

    private static Rmc rmc(int hour, int minute, int second, boolean active) {
        return new Rmc(Talker.GPS, new TimeOfDay(hour, minute, second, 0), new CalendarDay(26, 11, 22), active, null, 0,
                0);
    }

    private static NavTimeLs leap(int source, int seconds, int changeSource, int change, int distance, int week,
            int day,
            boolean valid) {
        return new NavTimeLs(0, source, seconds, changeSource, change, distance, week, day, valid, true);
    }

    private static Gsv.Satellite gsv(int number, int carrierToNoise) {
        return new Gsv.Satellite(number, 45, 180, carrierToNoise);
    }

    private static long utc(int hour, int minute, int second) {
        return Calendar.seconds(2026, 11, 22, hour, minute, second);
    }

    private void hear(UbxMessage message) {
        hear(UbxWriter.write(message));
    }

    private void hear(NmeaMessage message) {
        hear(NmeaWriter.write(message));
    }

    private void hear(byte[] frame) {
        scanner.accept(frame, 0, frame.length, nowNs);
    }

    private List<SecondLabel> labels() {
        return all(SecondLabel.class);
    }

    private List<PulseCorrection> corrections() {
        return all(PulseCorrection.class);
    }

    private Verdict verdict() {
        return all(SourceVerdict.class).getLast().verdict();
    }

    private <M extends TimeMessage> List<M> all(Class<M> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
