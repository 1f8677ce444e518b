package dev.grandmaster.app.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.gnss.nmea.CalendarDay;
import dev.grandmaster.gnss.nmea.FixMode;
import dev.grandmaster.gnss.nmea.Gga;
import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.Gsv;
import dev.grandmaster.gnss.nmea.NmeaDecoder;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.nmea.TimeOfDay;
import dev.grandmaster.gnss.nmea.Zda;
import dev.grandmaster.gnss.scan.Damage;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeLs;
import dev.grandmaster.gnss.ubx.NavTimeUtc;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxDecoder;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TemperatureSpec;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedReceiverTest {

    private static final long S = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(utc(2015, 7, 1, 0, 0, 0), 36),
                    new LeapSecondTable.Entry(utc(2017, 1, 1, 0, 0, 0), 37)),
            LeapSecondTable.NEVER);

    /** What the receiver said, as the driver's decoders understand it. */
    private static final class Listener implements FrameSink {

        private final FrameScanner scanner = new FrameScanner(this, FrameScanner.LIVE_FRAME);
        private final UbxDecoder ubx = new UbxDecoder();
        private final NmeaDecoder nmea = new NmeaDecoder();
        private final List<Object> messages = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private int damaged;
        private int unframed;

        @Override
        public void onFrame(Frame frame) {
            frames.add(frame.copy());
            Object message = frame.kind() == FrameKind.UBX ? ubx.decode(frame) : nmea.decode(frame);
            if (message != null) {
                messages.add(message);
            }
        }

        @Override
        public void onDamaged(Frame frame, Damage damage) {
            damaged++;
        }

        @Override
        public void onUnframed(byte[] bytes, int offset, int length, long streamOffset) {
            for (int i = offset; i < offset + length; i++) {
                unframed += bytes[i] == '\r' || bytes[i] == '\n' ? 0 : 1;
            }
        }

        <T> List<T> all(Class<T> kind) {
            return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** One byte of the payload of each UBX message of a kind. */
        List<Integer> payloadBytes(int kind, int index) {
            return frames.stream().filter(frame -> frame[2] == (byte) (kind >> 8) && frame[3] == (byte) kind)
                    .map(frame -> frame[6 + index] & 0xFF).toList();
        }

        <T> T only(Class<T> kind) {
            assertEquals(1, all(kind).size(), kind.getSimpleName());
            return all(kind).getFirst();
        }
    }

    @Test
    void ubxNamesTheTrueSecondInEveryMessage() {
        Listener listener = listen(ReceiverSpec.WARM_UBX, tai(2026, 11, 22, 2, 30, 15), 1);
        // 2026-11-22 is a Sunday, week 2446; GPS is 18 s ahead of UTC.
        long towMs = (2 * 3600 + 30 * 60 + 15 + 18) * 1000L;
        NavPvt pvt = listener.only(NavPvt.class);
        assertEquals("2026-11-22 2:30:15",
                pvt.year() + "-" + pvt.month() + "-" + pvt.day() + " " + pvt.hour() + ":" + pvt.minute() + ":"
                        + pvt.second());
        assertTrue(pvt.validDate() && pvt.validTime() && pvt.fullyResolved() && pvt.fixOk());
        assertEquals(FixType.THREE_D, pvt.fix());
        assertTrue(pvt.satellites() >= 12, "used " + pvt.satellites());
        assertEquals(towMs, pvt.iTowMs());
        assertEquals(new NavTimeGps(towMs, 0, 2446, 18, true, true, true, 8), listener.only(NavTimeGps.class));
        NavTimeUtc timeUtc = listener.only(NavTimeUtc.class);
        assertEquals(new NavTimeUtc(towMs, 8, 0, 2026, 11, 22, 2, 30, 15, true, true, true), timeUtc);
        TimTp next = listener.only(TimTp.class);
        assertEquals(towMs + 1000, next.towMs());
        assertEquals(2446, next.week());
        assertEquals(TimTp.Base.GPS, next.base());
        NavTimeLs leap = listener.only(NavTimeLs.class);
        assertEquals(2, leap.currentSource());
        assertEquals(18, leap.currentLeapSeconds());
        assertEquals(0, leap.change());
        NavSat sky = listener.only(NavSat.class);
        assertEquals(pvt.satellites(), sky.satellites().stream().filter(NavSat.Satellite::used).count());
        assertEquals(0, listener.damaged + listener.unframed);
    }

    @Test
    void weekIsThatOfTheNextPulseAtTheTurnOfTheWeek() {
        // The last GPS second of week 2445 is Saturday 23:59:41 UTC.
        Listener listener = listen(ReceiverSpec.WARM_UBX, tai(2026, 11, 21, 23, 59, 41), 1);
        assertEquals(2445, listener.only(NavTimeGps.class).week());
        assertEquals(604_799_000, listener.only(NavTimeGps.class).iTowMs());
        assertEquals(2446, listener.only(TimTp.class).week());
        assertEquals(0, listener.only(TimTp.class).towMs());
    }

    @Test
    void qErrIsThatOfTheNextPulse() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        PulseTrain same = new PulseTrain(PulseSpec.TIMING_RECEIVER, from - 1, new RandomStreams(1));
        List<TimTp> said = listen(ReceiverSpec.WARM_UBX, from, 100).all(TimTp.class);
        assertEquals(100, said.size());
        for (int i = 0; i < said.size(); i++) {
            assertEquals(same.pulse(from + i + 1).qErrPs(), said.get(i).qErrPs(), "second " + i);
            assertTrue(said.get(i).qErrValid() && said.get(i).locked());
        }
        assertFalse(listen(ReceiverSpec.WARM_UBX.withQErr(false), from, 1).only(TimTp.class).qErrValid());
    }

    @Test
    void nmeaNamesTheTrueSecondInEverySentence() {
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.NMEA),
                tai(2026, 11, 22, 2, 30, 15), 1);
        TimeOfDay time = new TimeOfDay(2, 30, 15, 0);
        Rmc rmc = listener.only(Rmc.class);
        assertEquals(time, rmc.time());
        assertEquals(new CalendarDay(26, 11, 22), rmc.day());
        assertTrue(rmc.active());
        assertEquals(51.4779, rmc.latitudeDeg(), 1e-6);
        assertEquals(-0.0015, rmc.longitudeDeg(), 1e-6);
        assertEquals(new CalendarDay(2026, 11, 22), listener.only(Zda.class).day());
        assertEquals(time, listener.only(Zda.class).time());
        assertEquals(time, listener.only(Gga.class).time());
        assertEquals(4, listener.all(Gsa.class).size());
        assertEquals(24, listener.all(Gsv.class).stream().mapToInt(gsv -> gsv.satellites().size()).sum());
        assertEquals(listener.only(Gga.class).satellites(),
                listener.all(Gsa.class).stream().mapToInt(gsa -> gsa.satellites().size()).sum());
        assertEquals(0, listener.damaged + listener.unframed);
    }

    @Test
    void insertedSecondIsSecondSixty() {
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.BOTH),
                tai(2016, 12, 31, 23, 59, 59), 3);
        assertEquals(List.of("31 23:59:59", "31 23:59:60", "1 0:0:0"), listener.all(NavTimeUtc.class).stream()
                .map(m -> m.day() + " " + m.hour() + ":" + m.minute() + ":" + m.second()).toList());
        assertEquals(List.of("59", "60", "0"), listener.all(Zda.class).stream().map(m -> seconds(m.time())).toList());
        List<NavTimeLs> leaps = listener.all(NavTimeLs.class);
        assertEquals(List.of(2, 1, 0), leaps.stream().map(NavTimeLs::secondsToEvent).toList());
        assertEquals(List.of(17, 17, 18), leaps.stream().map(NavTimeLs::currentLeapSeconds).toList());
        assertEquals(List.of(1, 1, 0), leaps.stream().map(NavTimeLs::change).toList());
        assertEquals(1929, leaps.getFirst().eventWeek());
        assertEquals(7, leaps.getFirst().eventDay(), "a Saturday");
    }

    @Test
    void coldReceiverLearnsFirstTheTimeAndThenTheLeapSeconds() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withCold(true), from, 900, world(from, from + 30));
        List<NavTimeGps> gps = listener.all(NavTimeGps.class);
        assertFalse(gps.get(29).validWeek());
        assertEquals(1878, gps.get(29).week(), "the date of the firmware");
        assertEquals(FixType.NO_FIX, listener.all(NavPvt.class).get(29).fix());
        assertTrue(gps.get(30).validWeek());
        assertEquals(2446, gps.get(30).week());
        List<NavTimeLs> leaps = listener.all(NavTimeLs.class);
        assertEquals("0 17", leaps.get(30 + 748).currentSource() + " " + leaps.get(30 + 748).currentLeapSeconds());
        assertEquals("2 18", leaps.get(30 + 749).currentSource() + " " + leaps.get(30 + 749).currentLeapSeconds());
        assertFalse(listener.all(NavTimeUtc.class).get(30 + 748).validUtc());
        assertTrue(listener.all(NavTimeUtc.class).get(30 + 749).validUtc());
    }

    @Test
    void coldNmeaHasNoTimeBeforeItsFix() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withCold(true).withProtocol(ReceiverProtocol.NMEA), from, 2,
                world(from, from + 1));
        assertEquals("null", String.valueOf(listener.all(Rmc.class).getFirst().time()));
        assertFalse(listener.all(Rmc.class).getFirst().active());
        assertTrue(listener.all(Rmc.class).getLast().active());
    }

    @Test
    void lostSignalLeavesTheTimeAndTakesTheFix() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.BOTH), from, 3,
                world(from, 0, fault(FaultKind.SIGNAL_LOSS, from + 1, 1, 0)));
        assertEquals(List.of(true, false, true), listener.all(NavPvt.class).stream().map(NavPvt::fixOk).toList());
        assertEquals(List.of(15, 16, 17), listener.all(NavPvt.class).stream().map(NavPvt::second).toList());
        assertEquals(List.of(true, false, true), listener.all(TimTp.class).stream().map(TimTp::locked).toList());
        assertEquals(List.of(true, false, true), listener.all(Rmc.class).stream().map(Rmc::active).toList());
        assertEquals(FixMode.NONE, listener.all(Gga.class).get(1).mode());
        assertEquals(0, listener.all(NavPvt.class).get(1).satellites());
    }

    @Test
    void wrongSecondIsSaidInEveryMessage() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.BOTH), from, 3,
                world(from, 0, fault(FaultKind.WRONG_SECOND, from + 1, 1, -1)));
        assertEquals(List.of(15, 15, 17), listener.all(NavPvt.class).stream().map(NavPvt::second).toList());
        assertEquals(List.of("15", "15", "17"), listener.all(Zda.class).stream().map(m -> seconds(m.time())).toList());
        List<Long> tows = listener.all(TimTp.class).stream().map(TimTp::towMs).toList();
        assertEquals(List.of(0L, 2000L), List.of(tows.get(1) - tows.get(0), tows.get(2) - tows.get(0)));
    }

    @Test
    void rolledOverWeekShowsADateOf1024WeeksAgo() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.BOTH), from, 1,
                world(from, 0, fault(FaultKind.WEEK_ROLLOVER, from, 1, 0)));
        assertEquals(2446 - 1024, listener.only(NavTimeGps.class).week());
        assertEquals(18, listener.only(NavTimeGps.class).leapSeconds());
        assertEquals(new CalendarDay(2007, 4, 8), listener.only(Zda.class).day());
        assertEquals(new TimeOfDay(2, 30, 15, 0), listener.only(Zda.class).time());
    }

    @Test
    void misannouncedLeapSecondIsAtTheEndOfTheMonth() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX, from, 1,
                world(from, 0, fault(FaultKind.LEAP_MISANNOUNCED, from, 1, 1)));
        NavTimeLs leap = listener.only(NavTimeLs.class);
        assertEquals(1, leap.change());
        assertEquals(18, leap.currentLeapSeconds());
        assertEquals(tai(2026, 12, 1, 0, 0, 0) - from + 1, leap.secondsToEvent(), "one second more than without it");
        // 2026-11-30 is a Monday of week 2447.
        assertEquals(2447, leap.eventWeek());
        assertEquals(2, leap.eventDay());
    }

    @Test
    void badChecksumsAreBadAndNothingElse() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.NMEA), from, 2,
                world(from, 0, fault(FaultKind.BAD_CHECKSUMS, from, 1, 0)));
        assertEquals(1, listener.all(Rmc.class).size());
        assertEquals(3 + 4 + 8, listener.damaged);
        Listener ubx = listen(ReceiverSpec.WARM_UBX, from, 1,
                world(from, 0, fault(FaultKind.BAD_CHECKSUMS, from, 1, 0)));
        assertEquals(List.of(), ubx.messages);
        assertEquals(9, ubx.damaged);
    }

    @Test
    void silenceIsSilence() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX, from, 10,
                world(from, 0, fault(FaultKind.SILENCE, from + 2, 5, 0)));
        assertEquals(List.of(15, 16, 22, 23, 24), listener.all(NavPvt.class).stream().map(NavPvt::second).toList());
    }

    @Test
    void jammingWeakensTheSignalsAndTakesTheFixAtLast() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX, from, 3, world(from, 0, fault(FaultKind.JAM, from + 1, 1, 10),
                fault(FaultKind.JAM, from + 2, 1, 40)));
        List<NavPvt> pvt = listener.all(NavPvt.class);
        assertTrue(pvt.get(0).satellites() > pvt.get(1).satellites() && pvt.get(1).satellites() > 0, pvt.toString());
        assertTrue(pvt.get(1).timeAccNs() > 2 * pvt.get(0).timeAccNs());
        assertFalse(pvt.get(2).fixOk());
        List<NavSat> sky = listener.all(NavSat.class);
        assertEquals(sky.get(0).satellites().getFirst().carrierToNoise() - 10,
                sky.get(1).satellites().getFirst().carrierToNoise());
    }

    @Test
    void statesOfAntennaJammingAndSpoofingAreTold() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        Listener listener = listen(ReceiverSpec.WARM_UBX, from, 5,
                world(from, 0, fault(FaultKind.ANTENNA_OPEN, from + 1, 1, 0), fault(FaultKind.JAM, from + 2, 1, 10),
                        fault(FaultKind.JAM, from + 3, 1, 40), fault(FaultKind.SPOOF_FLAG, from + 4, 1, 0)));
        assertEquals(List.of(1, 1, 2, 3, 1), listener.payloadBytes(0x0A38, 5), "jammingState of MON-RF");
        assertEquals(List.of(2, 4, 2, 2, 2), listener.payloadBytes(0x0A38, 6), "antStatus of MON-RF");
        assertEquals(List.of(1, 1, 1, 1, 2),
                listener.payloadBytes(0x0103, 7).stream().map(flags -> flags >> 3 & 3).toList(),
                "spoofDetState of NAV-STATUS");
        assertEquals(List.of(true, false, true, false, true),
                listener.all(NavPvt.class).stream().map(NavPvt::fixOk).toList());
    }

    @Test
    void bytesComeAfterTheLatencyAtTheSpeedOfTheLine() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        VirtualClock time = new VirtualClock(from * S - 1);
        SimulatedReceiver receiver = receiver(ReceiverSpec.WARM_UBX.withLatencyNs(300 * MS).withBaud(9600), time,
                world(from, 0));
        byte[] chunk = new byte[4096];
        time.advanceTo(time.nowNs() + 300 * MS);
        long startMonoNs = time.nowNs() + 1;
        assertEquals(0, receiver.read(chunk));
        time.advanceTo(startMonoNs + 10 * MS);
        assertEquals(9, receiver.read(chunk), "9.6 bytes in 10 ms");
        assertEquals(startMonoNs, receiver.arrivalMonoNs());
        time.advanceTo(startMonoNs + 20 * MS);
        assertEquals(10, receiver.read(chunk));
        assertEquals(startMonoNs + 9 * (S / 960), receiver.arrivalMonoNs());
        assertEquals(0, receiver.read(chunk));
    }

    @Test
    void chunksAreForeseenAndNoneIsEmpty() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        VirtualClock time = new VirtualClock(from * S - 1);
        SimulatedReceiver receiver = receiver(ReceiverSpec.WARM_UBX, time, world(from, 0));
        byte[] chunk = new byte[4096];
        int reads = 0;
        while (time.taiNs() < (from + 100) * S) {
            time.advanceTo(receiver.nextEventMonoNs());
            assertTrue(receiver.read(chunk) > 0);
            reads++;
        }
        assertTrue(reads < 450, "reads in 100 s: " + reads);
    }

    @Test
    void lateReaderFindsTheLastSecondsOnly() {
        long from = tai(2026, 11, 22, 2, 30, 15);
        VirtualClock time = new VirtualClock(from * S - 1);
        SimulatedReceiver receiver = receiver(ReceiverSpec.WARM_UBX, time, world(from, 0));
        time.advanceTo(time.nowNs() + 3600 * S);
        Listener listener = new Listener();
        byte[] chunk = new byte[4096];
        for (int count = receiver.read(chunk); count > 0; count = receiver.read(chunk)) {
            listener.scanner.accept(chunk, 0, count, receiver.arrivalMonoNs());
        }
        assertTrue(listener.all(NavPvt.class).size() <= 4, listener.messages.toString());
        assertTrue(listener.all(NavPvt.class).size() >= 2, listener.messages.toString());
    }

    private static Listener listen(ReceiverSpec spec, long fromTaiS, int seconds) {
        return listen(spec, fromTaiS, seconds, world(fromTaiS, 0));
    }

    private static Listener listen(ReceiverSpec spec, long fromTaiS, int seconds, World world) {
        VirtualClock time = new VirtualClock(fromTaiS * S - 1);
        SimulatedReceiver receiver = receiver(spec, time, world);
        Listener listener = new Listener();
        byte[] chunk = new byte[256];
        long endMonoNs = time.now().monoAt((fromTaiS + seconds) * S);
        while (time.nowNs() < endMonoNs) {
            time.advanceTo(Math.min(receiver.nextEventMonoNs(), endMonoNs));
            int count = receiver.read(chunk);
            listener.scanner.accept(chunk, 0, count, receiver.arrivalMonoNs());
        }
        listener.scanner.finish();
        return listener;
    }

    private static SimulatedReceiver receiver(ReceiverSpec spec, VirtualClock time, World world) {
        long beforeTaiS = Math.floorDiv(time.taiNs(), S);
        return new SimulatedReceiver(spec, time, world,
                new PulseTrain(PulseSpec.TIMING_RECEIVER, beforeTaiS, new RandomStreams(1)));
    }

    private static World world(long fromTaiS, long skyFromTaiS, Fault... faults) {
        assertTrue(fromTaiS > 0);
        return new World(TemperatureSpec.CONSTANT, new FaultSchedule(List.of(faults)), LEAP_SECONDS, skyFromTaiS * S,
                new RandomStreams(1));
    }

    private static Fault fault(FaultKind kind, long fromTaiS, long forS, double value) {
        return new Fault(kind, fromTaiS * S, forS * S, value);
    }

    private static String seconds(@Nullable TimeOfDay time) {
        return time == null ? "none" : String.valueOf(time.second());
    }

    private static long tai(int year, int month, int day, int hour, int minute, int second) {
        return LEAP_SECONDS.toTaiNs(utc(year, month, day, hour, minute, second), false) / S;
    }

    private static long utc(int year, int month, int day, int hour, int minute, int second) {
        return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    }
}
