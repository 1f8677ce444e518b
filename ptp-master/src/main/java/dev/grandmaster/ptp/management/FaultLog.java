package dev.grandmaster.ptp.management;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.wire.OctetWriter;

/**
 * The last {@value #CAPACITY} faults of an instance's ports, as FAULT_LOG tells them (IEEE 1588-2019 clause 15.5.3; FaultRecord, clause
 * 5.3.10). A fault is a port that became FAULTY: its link or its interface went. What is wrong with the clock is in its clockClass, and
 * in the alarms, which this does not repeat.
 *
 * <p>From memory: the newest comes first, and a time that nobody knows is all ones.
 */
final class FaultLog {
    static final int CAPACITY = 8;
    /** severityCode, Table 3, which counts like RFC 5424. */
    private static final int ERROR = 3;
    private static final String NAME = "FAULTY";

    /** @param taiNs when it was seen, TAI ns; 0 where nobody knows */
    private record Fault(long taiNs, String port, String description) {
    }

    private final Deque<Fault> faults = new ArrayDeque<>(CAPACITY);

    void add(Port port, String why, long taiNs) {
        if (faults.size() == CAPACITY) {
            faults.removeLast();
        }
        faults.addFirst(new Fault(taiNs, Integer.toString(port.config().portNumber()),
                port.spec().interfaceName() + ' ' + port.spec().protocol().label() + ": " + why));
    }

    void clear() {
        faults.clear();
    }

    void write(OctetWriter out) {
        long from = out.position();
        out.u16(faults.size());
        faults.forEach(fault -> write(fault, out));
        out.even(from);
    }

    private static void write(Fault fault, OctetWriter out) {
        out.counted(record -> {
            if (fault.taiNs == 0) {
                record.u48(-1).u32(-1);
            } else {
                record.timestamp(fault.taiNs);
            }
            record.u8(ERROR).text(NAME).text(fault.port).text(fault.description);
        });
    }
}
