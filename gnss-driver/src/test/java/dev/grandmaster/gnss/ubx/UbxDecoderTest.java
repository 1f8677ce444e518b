package dev.grandmaster.gnss.ubx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.Frames;
import dev.grandmaster.state.GnssStatus.Constellation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UbxDecoderTest {

    private static final long SEED = 4L;

    private final UbxDecoder decoder = new UbxDecoder();

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            UbxMessage message = any(random);
            assertEquals(message, decode(UbxWriter.write(message)), "seed " + SEED);
        }
        assertEquals(0, decoder.malformed().get());
    }

    @Test
    void readsAPulseAnnouncedInUtc() {
        List<TimTp> pulses = all("gnss/gpsd/u-blox-m8t-time.log", TimTp.class);
        assertEquals(152, pulses.size());
        assertEquals(new TimTp(237_870_000L, 0, -4_331, 2_146, TimTp.Base.UTC, true, true, true), pulses.getFirst());
    }

    @Test
    void readsThatTheLeapSecondsAreFromTheSky() {
        List<NavTimeLs> known = all("gnss/gpsd/ublox-zed-f9p-hp.log", NavTimeLs.class);
        assertEquals(new NavTimeLs(163_178_000L, 2, 18, 2, 0, -72_739_159, 1_929, 7, true, true), known.getFirst());
        List<NavTimeLs> starting = all("gnss/gpsd/u-blox-m8t-time.log", NavTimeLs.class);
        assertEquals(30, starting.stream().filter(leap -> !leap.validEvent()).count());
    }

    @Test
    void readsTheSolution() {
        NavPvt pvt = all("gnss/gpsd/ublox-neo-m8n.log", NavPvt.class).getFirst();
        assertEquals(List.of(2017, 7, 19, 8, 50, 0, 799_899_687),
                List.of(pvt.year(), pvt.month(), pvt.day(), pvt.hour(), pvt.minute(), pvt.second(), pvt.nanoNs()));
        assertTrue(pvt.validDate() && pvt.validTime() && pvt.fullyResolved() && pvt.fixOk());
        assertEquals(FixType.THREE_D, pvt.fix());
        assertEquals(14, pvt.satellites());
    }

    @Test
    void readsAntennaJammingAndSpoofing() {
        List<MonRf> radio = all("gnss/gpsd/ublox-zed-f9t-ubx_nmea_l5.log", MonRf.class);
        assertEquals(List.of(new MonRf.Path(AntennaState.OK, JammingState.UNKNOWN, 27),
                new MonRf.Path(AntennaState.OK, JammingState.UNKNOWN, 13)), radio.getFirst().paths());
        assertEquals(JammingState.CRITICAL,
                all("gnss/pyubx2/pygpsdata-MON.log", MonRf.class).getLast().paths().getFirst().jamming());
        assertEquals(new MonHw(AntennaState.OK, JammingState.UNKNOWN, 17),
                all("gnss/gpsd/navisys-gr8013.log", MonHw.class).getFirst());
        List<SecSig> security = all("gnss/pyubx2/pygpsdata-SEC.log", SecSig.class);
        assertTrue(security.contains(new SecSig(JammingState.NONE, SpoofingState.NONE)), security.toString());
        assertTrue(security.contains(new SecSig(JammingState.WARNING, SpoofingState.AFFIRMED)), security.toString());
        assertEquals(SpoofingState.NONE, all("gnss/gpsd/u-blox-m8t-time.log", NavStatus.class).getFirst().spoofing());
    }

    @Test
    void everyRecordedMessageReads() {
        Set<Class<?>> met = new HashSet<>();
        Corpus.streams().forEach(file -> Frames.each(Corpus.bytes(file), frame -> {
            if (frame.kind() == FrameKind.UBX) {
                UbxMessage message = decoder.decode(frame);
                if (message != null) {
                    met.add(message.getClass());
                }
            }
        }));
        assertEquals(Set.of(UbxMessage.class.getPermittedSubclasses()), met);
        assertEquals(0, decoder.malformed().get());
    }

    @Test
    void aShortFrameIsCountedAndAPollIsNot() {
        for (int kind : new int[]{UbxKind.NAV_PVT, UbxKind.NAV_STATUS, UbxKind.NAV_TIMEGPS, UbxKind.NAV_TIMEUTC,
                UbxKind.NAV_TIMELS, UbxKind.NAV_SAT, UbxKind.TIM_TP, UbxKind.MON_HW,
                UbxKind.MON_RF, UbxKind.SEC_SIG}) {
            long before = decoder.malformed().get();
            assertNull(decode(UbxWriter.frame(kind, new byte[]{1, 1, 0})));
            assertEquals(before + 1, decoder.malformed().get());
            assertNull(decode(UbxWriter.frame(kind, new byte[0])));
            assertEquals(before + 1, decoder.malformed().get());
        }
        byte[] satellitesCutShort = new byte[8 + 12];
        satellitesCutShort[5] = 2;
        assertNull(decode(UbxWriter.frame(UbxKind.NAV_SAT, satellitesCutShort)));
        assertEquals(11, decoder.malformed().get());
    }

    @Test
    void anyPayloadOfAnyLengthReadsOrIsRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(120)];
            random.nextBytes(payload);
            UbxMessage message = decode(UbxWriter.frame(any(random).kind(), payload));
            if (message != null) {
                assertEquals(message, decode(UbxWriter.write(message)), "seed " + SEED);
            }
        }
    }

    @Test
    void namesKinds() {
        assertEquals("NAV-PVT", UbxKind.name(UbxKind.NAV_PVT));
        assertEquals("CFG-0x8b", UbxKind.name(0x068B));
        assertEquals("0xf0-0x04", UbxKind.name(0xF004));
    }

    private @Nullable UbxMessage decode(byte[] bytes) {
        return decoder.decode(Frames.only(bytes));
    }

    private <M extends UbxMessage> List<M> all(String name, Class<M> kind) {
        List<M> messages = new ArrayList<>();
        Frames.each(Corpus.bytes(Corpus.root().resolve(name)), frame -> {
            UbxMessage message = frame.kind() == FrameKind.UBX ? decoder.decode(frame) : null;
            if (kind.isInstance(message)) {
                messages.add(kind.cast(message));
            }
        });
        return messages;
    }

    private static UbxMessage any(Random r) {
        return switch (r.nextInt(11)) {
            case 0 ->
                new NavPvt(u32(r), r.nextInt(65_536), r.nextInt(256), r.nextInt(256), r.nextInt(256), r.nextInt(256),
                        r.nextInt(256), r.nextInt(), u32(r), r.nextBoolean(), r.nextBoolean(), r.nextBoolean(), fix(r),
                        r.nextBoolean(), r.nextInt(256), r.nextInt(), r.nextInt(), r.nextInt(), u32(r));
            case 1 -> new NavStatus(u32(r), fix(r), r.nextBoolean(), any(r, SpoofingState.values()));
            case 6 -> new MonHw(any(r, AntennaState.values()), any(r, JammingState.values()), r.nextInt(256));
            case 7 -> new MonRf(r.ints(r.nextInt(4)).mapToObj(
                    _ -> new MonRf.Path(any(r, AntennaState.values()), any(r, JammingState.values()), r.nextInt(256)))
                    .toList());
            case 9 ->
                new NavTimeSystem(any(r, new Constellation[]{Constellation.GALILEO, Constellation.BEIDOU}), u32(r),
                        u32(r), r.nextInt(), (byte) r.nextInt(), r.nextBoolean(), r.nextBoolean(), u32(r));
            case 8 -> new SecSig(any(r, JammingState.values()), any(r, SpoofingState.values()));
            case 2 -> new NavTimeGps(u32(r), r.nextInt(), (short) r.nextInt(), (byte) r.nextInt(), r.nextBoolean(),
                    r.nextBoolean(), r.nextBoolean(), u32(r));
            case 3 -> new NavTimeUtc(u32(r), u32(r), r.nextInt(), r.nextInt(65_536), r.nextInt(256), r.nextInt(256),
                    r.nextInt(256), r.nextInt(256), r.nextInt(256), r.nextBoolean(), r.nextBoolean(), r.nextBoolean());
            case 4 -> new NavTimeLs(u32(r), r.nextInt(256), (byte) r.nextInt(), r.nextInt(256), (byte) r.nextInt(),
                    r.nextInt(), r.nextInt(65_536), r.nextInt(65_536), r.nextBoolean(), r.nextBoolean());
            case 5 -> new NavSat(u32(r), r.ints(r.nextInt(40)).mapToObj(i -> new NavSat.Satellite(r.nextInt(256),
                    r.nextInt(256), r.nextInt(256), (byte) r.nextInt(), (short) r.nextInt(), r.nextInt(8),
                    r.nextBoolean())).toList());
            default -> new TimTp(u32(r), u32(r), r.nextInt(), r.nextInt(65_536),
                    any(r, TimTp.Base.values()), r.nextBoolean(), r.nextBoolean(),
                    r.nextBoolean());
        };
    }

    private static FixType fix(Random random) {
        return any(random, FixType.values());
    }

    private static <E> E any(Random random, E[] constants) {
        return List.of(constants).get(random.nextInt(constants.length));
    }

    private static long u32(Random random) {
        return random.nextLong(1L << 32);
    }
}
