package dev.grandmaster.sim.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.VirtualClock;

/**
 * One segment of network: what one port sends, all others of the same protocol hear, if it is addressed to a group or
 * to them.
 */
public final class VirtualNetwork {

    private final WireSpec wire;
    private final VirtualClock time;
    private final RandomGenerator random;
    private final List<VirtualPort> ports = new ArrayList<>();
    private long sent;

    public VirtualNetwork(WireSpec wire, VirtualClock time, RandomStreams streams) {
        this.wire = wire;
        this.time = time;
        this.random = streams.stream("network");
    }

    /**
     * A new port.
     *
     * @param stampingClock what the port's clock reads at a true time, TAI ns both
     */
    public VirtualPort attach(PortSpec spec, LongUnaryOperator stampingClock) {
        VirtualPort port = new VirtualPort(spec, this, ports.size() + 1, time, stampingClock);
        ports.add(port);
        return port;
    }

    /** Whether the report of a transmit stamp gets lost this time. */
    boolean losesStamp() {
        return random.nextDouble() < wire.stampLossFraction();
    }

    /** Carries a message to everybody it is for. */
    void carry(VirtualPort from, PtpAddress to, MemorySegment message, int length, boolean event) {
        for (VirtualPort port : ports) {
            boolean multicast = port.isGroup(to);
            if (port == from || port.spec().protocol() != from.spec().protocol()
                    || !(multicast || port.address().sameHost(to)) || random.nextDouble() < wire.lossFraction()) {
                continue;
            }
            long delayNs = wire.delayNs() + Math.round(-wire.jitterNs() * Math.log1p(-random.nextDouble()));
            MemorySegment copy = MemorySegment.ofArray(message.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
            port.arrive(
                    new VirtualPort.Arrival(time.taiNs() + delayNs, sent++, copy, from.sourceAddress(event), multicast,
                            event));
        }
    }

    void detach(VirtualPort port) {
        ports.remove(port);
    }
}
