package dev.grandmaster.state;

import java.util.List;
import java.util.Map;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import org.jspecify.annotations.Nullable;

/**
 * The PTP side as people want to see it. Written by the PTP agent.
 *
 * @param clockIdentity ours
 * @param ports         all ports of all instances
 * @param others        who else announces on their networks, in whatever domain
 */
public record PtpStatus(ClockIdentity clockIdentity, List<Port> ports, List<OtherMaster> others) {

    public PtpStatus {
        ports = List.copyOf(ports);
        others = List.copyOf(others);
    }

    /** Where nobody else is heard. */
    public PtpStatus(ClockIdentity clockIdentity, List<Port> ports) {
        this(clockIdentity, ports, List.of());
    }

    /**
     * Another master, as its last Announce told it (IEEE 1588-2019 clause 13.5). None of ours, and none that speaks for us.
     *
     * @param spec         of the port that hears it
     * @param domainNumber its own
     * @param clockIdentity of the clock that sends
     * @param portNumber   of the port that sends
     * @param grandmaster  whose time it tells
     * @param stepsRemoved how many boundary clocks lie between the two
     * @param ageNs        since its last Announce, ns
     */
    public record OtherMaster(PortSpec spec, int domainNumber, ClockIdentity clockIdentity, int portNumber,
            Grandmaster grandmaster, int stepsRemoved, long ageNs) {
    }

    /**
     * A grandmaster as it is announced.
     *
     * @param clockAccuracy as on the wire, Table 5
     * @param timeTraceable timePropertiesDS.timeTraceable
     */
    public record Grandmaster(ClockIdentity clockIdentity, int priority1, int clockClass, int clockAccuracy,
            int priority2, boolean timeTraceable) {
    }

    /** portState, IEEE 1588-2019 clause 8.2.15.3.1, Table 20. We are never UNCALIBRATED or SLAVE. */
    public enum PortState {
        INITIALIZING(1), FAULTY(2), DISABLED(3), LISTENING(4), PRE_MASTER(5), MASTER(6), PASSIVE(7);

        private final int wireValue;

        PortState(int wireValue) {
            this.wireValue = wireValue;
        }

        public int wireValue() {
            return wireValue;
        }
    }

    /**
     * One port.
     *
     * @param instance      name of its PTP instance
     * @param domainNumber  its domain
     * @param portNumber    its number within the instance, from 1
     * @param spec          where it is
     * @param state         its state
     * @param link          what lies below it
     * @param clients       who asked it for delay within the last minute
     * @param betterMaster  the grandmaster that it yields to, or null
     * @param counters      message and fault counts since the start
     * @param stampedBy     the clock that stamps its messages
     */
    public record Port(String instance, int domainNumber, int portNumber, PortSpec spec, PortState state,
            PtpTransport.Link link,
            int clients, @Nullable ClockIdentity betterMaster, Map<String, Long> counters, String stampedBy) {

        public Port {
            counters = Map.copyOf(counters);
        }

        /** Of a port that does not say which clock stamps it. */
        public Port(String instance, int domainNumber, int portNumber, PortSpec spec, PortState state,
                PtpTransport.Link link, int clients, @Nullable ClockIdentity betterMaster,
                Map<String, Long> counters) {
            this(instance, domainNumber, portNumber, spec, state, link, clients, betterMaster, counters, "");
        }
    }
}
