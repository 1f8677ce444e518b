package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import org.junit.jupiter.api.Test;

class StampTranslatorTest {

    /** Only even instants have a meaning. */
    private static final RealtimeMapping EVEN = realtimeNs -> realtimeNs % 2 == 0
            ? realtimeNs + 1_000
            : RealtimeMapping.NONE;

    private final RecordingSink sink = new RecordingSink();
    private final ScriptedTransport wire = new ScriptedTransport();
    private final StampTranslator translator = new StampTranslator(wire, EVEN);

    @Test
    void softwareStampsAreBroughtToTheClocksScale() {
        wire.txNs = 10;
        wire.rxNs = 20;
        translator.poll(sink, 8);
        assertEquals(Map.of(5L, 1_010L), sink.stamps);
        assertEquals(1_020L, sink.messages.getFirst().rxClockNs());
    }

    @Test
    void stampsWithoutASingleMeaningAreDropped() {
        wire.txNs = 11;
        wire.rxNs = 21;
        translator.poll(sink, 8);
        assertEquals(Map.of(), sink.stamps);
        assertEquals(List.of(5L), sink.lost);
        assertEquals(PtpSink.NO_STAMP, sink.messages.getFirst().rxClockNs());
    }

    @Test
    void aMessageWithoutStampStaysWithout() {
        wire.rxNs = PtpSink.NO_STAMP;
        translator.poll(sink, 8);
        assertEquals(PtpSink.NO_STAMP, sink.messages.getFirst().rxClockNs());
    }

    @Test
    void hardwareStampsPassUntouched() {
        wire.hardware = true;
        wire.txNs = 11;
        wire.rxNs = 21;
        translator.poll(sink, 8);
        assertEquals(Map.of(5L, 11L), sink.stamps);
        assertEquals(21L, sink.messages.getFirst().rxClockNs());
    }

    /** Delivers one transmit stamp, of token 5, and one message at each poll. */
    private static final class ScriptedTransport implements PtpTransport {

        private final PtpAddress group = new PtpAddress().setEthernet(1);
        private boolean hardware;
        private long txNs;
        private long rxNs;

        @Override
        public int poll(PtpSink sink, int limit) {
            sink.onTransmitStamp(5, txNs);
            sink.onMessage(MemorySegment.ofArray(new byte[44]), 44, group, true, rxNs);
            return 2;
        }

        @Override
        public PortSpec spec() {
            return new PortSpec("scripted", TransportProtocol.IEEE_802_3, Timestamping.AUTO);
        }

        @Override
        public Link link() {
            return Link.UP;
        }

        @Override
        public int incarnation() {
            return 1;
        }

        @Override
        public boolean hardwareStamps() {
            return hardware;
        }

        @Override
        public PtpAddress primaryGroup() {
            return group;
        }

        @Override
        public PtpAddress peerDelayGroup() {
            return group;
        }

        @Override
        public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
            return 0;
        }

        @Override
        public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
            return 0;
        }

        @Override
        public int flush() {
            return 0;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
