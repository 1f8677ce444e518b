package dev.grandmaster.gnss.receiver;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.gnss.nmea.Gga;
import dev.grandmaster.gnss.nmea.NmeaDecoder;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.nmea.TimeOfDay;
import dev.grandmaster.gnss.nmea.Zda;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.Frames;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavStatus;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.UbxDecoder;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.time.TimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recorded stream to a machine. Recordings do not say when their bytes came, so the messages' own time of day has
 * to tell: it must not be used to prove that the machine watches the clock.
 */
final class Replay {

    static final long MS = 1_000_000;
    private static final long DAY_MS = 86_400_000;

    private record Epoch(long streamOffset, long monoNs) {
    }

    final List<TimeMessage> said = new ArrayList<>();
    /** The picture at the end of each epoch. */
    final List<GnssStatus> pictures = new ArrayList<>();
    final ReceiverMachine machine;

    private final List<Epoch> epochs = new ArrayList<>();
    private final NmeaDecoder nmea = new NmeaDecoder();
    private final UbxDecoder ubx = new UbxDecoder();
    private long lastOfDayMs = -1;
    private long monoNs = 1_000 * MS;

    Replay(byte[] stream, long notBeforeSeconds) {
        machine = new ReceiverMachine(ReceiverLimits.since(notBeforeSeconds), said::add);
        Frames.each(stream, this::date);
        FrameScanner scanner = new FrameScanner(machine, FrameScanner.ANY_FRAME);
        int from = 0;
        long arrivalNs = 0;
        for (Epoch epoch : epochs) {
            scanner.accept(stream, from, (int) epoch.streamOffset - from, arrivalNs);
            pictures.add(machine.status("replay", arrivalNs));
            from = (int) epoch.streamOffset;
            arrivalNs = epoch.monoNs;
            machine.onTick(arrivalNs);
        }
        scanner.accept(stream, from, stream.length - from, arrivalNs);
        scanner.finish();
        pictures.add(machine.status("replay", arrivalNs));
    }

    long endMonoNs() {
        return monoNs;
    }

    <M extends TimeMessage> List<M> all(Class<M> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void date(Frame frame) {
        long ofDayMs = switch (frame.kind()) {
            case NMEA -> switch (nmea.decode(frame)) {
                case Rmc m -> ofDayMs(m.time());
                case Zda m -> ofDayMs(m.time());
                case Gga m -> ofDayMs(m.time());
                case null, default -> -1;
            };
            case UBX -> switch (ubx.decode(frame)) {
                case NavPvt m -> m.iTowMs() % DAY_MS;
                case NavStatus m -> m.iTowMs() % DAY_MS;
                case NavTimeGps m -> m.iTowMs() % DAY_MS;
                case null, default -> -1;
            };
            case RTCM3 -> -1;
        };
        if (ofDayMs < 0) {
            return;
        }
        long stepMs = Math.floorMod(ofDayMs - lastOfDayMs, DAY_MS);
        // Whatever goes back or leaps is a jump of the recording or of the receiver, or a message in the other scale.
        if (lastOfDayMs >= 0 && stepMs > 0 && stepMs <= 10_000) {
            monoNs += stepMs * MS;
            epochs.add(new Epoch(frame.streamOffset(), monoNs));
        }
        lastOfDayMs = ofDayMs;
    }

    private static long ofDayMs(@Nullable TimeOfDay time) {
        return time == null
                ? -1
                : ((time.hour() * 60L + time.minute()) * 60 + time.second()) * 1_000 + time.nanoNs() / MS;
    }
}
