package dev.grandmaster.app.interop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A PTP message as tshark decodes it.
 *
 * @param fields value by tshark's field name; no key for a field that the message lacks
 */
record WireMessage(Map<String, String> fields) {
    static final String SYNC = "0x00";
    static final String DELAY_REQ = "0x01";
    static final String FOLLOW_UP = "0x08";
    static final String DELAY_RESP = "0x09";
    static final String ANNOUNCE = "0x0b";

    /** What is asked of tshark. */
    static final List<String> FIELDS = List.of("frame.time_epoch", "eth.src", "eth.dst", "eth.type", "ip.dst", "ip.ttl",
            "ipv6.dst", "udp.dstport", "ptp.v2.majorsdoid", "ptp.v2.messagetype",
            "ptp.v2.versionptp", "ptp.v2.minorversionptp", "ptp.v2.messagelength", "ptp.v2.domainnumber",
            "ptp.v2.flags", "ptp.v2.flags.twostep", "ptp.v2.flags.unicast", "ptp.v2.flags.li61",
            "ptp.v2.flags.li59", "ptp.v2.flags.utcreasonable", "ptp.v2.flags.timescale",
            "ptp.v2.flags.timetraceable", "ptp.v2.flags.frequencytraceable", "ptp.v2.clockidentity",
            "ptp.v2.sourceportid", "ptp.v2.sequenceid", "ptp.v2.logmessageperiod", "ptp.v2.timesource",
            "ptp.v2.an.origincurrentutcoffset", "ptp.v2.an.localstepsremoved", "ptp.v2.an.grandmasterclockidentity",
            "ptp.v2.an.grandmasterclockclass", "ptp.v2.an.grandmasterclockaccuracy",
            "ptp.v2.an.grandmasterclockvariance", "ptp.v2.an.priority1", "ptp.v2.an.priority2",
            "ptp.v2.fu.preciseorigintimestamp.seconds", "ptp.v2.fu.preciseorigintimestamp.nanoseconds",
            "ptp.v2.dr.requestingsourceportidentity", "ptp.v2.mm.managementErrorId",
            "ptp.v2.mm.numberOfFaultRecords", "ptp.v2.mm.faultName", "ptp.v2.mm.faultDescription",
            "ptp.v2.an.oe.grandmasterID", "ptp.v2.an.oe.totalTimeInaccuracy",
            "ptp.v2.oe.smpte.defaultsystemframerate.numerator", "ptp.v2.oe.smpte.defaultsystemframerate.denominator",
            "ptp.v2.oe.smpte.masterlockingstatus", "_ws.malformed",
            "_ws.expert.message");

    boolean is(String type) {
        return type.equals(text("ptp.v2.messagetype"));
    }

    boolean isManagementError() {
        return !text("ptp.v2.mm.managementErrorId").isEmpty();
    }

    /** Whether the service's port sent it. */
    boolean isFrom(String clockIdentity) {
        return clockIdentity.equals(text("ptp.v2.clockidentity"));
    }

    /** The value, or empty when the message has no such field. */
    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    int number(String field) {
        String value = text(field);
        if (value.isEmpty()) {
            throw new AssertionError("no " + field + " in " + this);
        }
        return Integer.decode(value);
    }

    boolean flag(String name) {
        return List.of("1", "True").contains(text("ptp.v2.flags." + name));
    }

    int sequenceId() {
        return number("ptp.v2.sequenceid");
    }

    /** When it was captured: ns since 1970 UTC by the host's clock. */
    long capturedUtcNs() {
        return new BigDecimal(text("frame.time_epoch")).movePointRight(9).longValue();
    }

    /** What tshark finds fault with; empty where the message is well formed. */
    String complaint() {
        return text("_ws.malformed") + text("_ws.expert.message");
    }

    /** Which of the service's ports it came through: transport, domain and port number. */
    String stream() {
        String network = !text("ip.dst").isEmpty() ? "UDPv4" : !text("ipv6.dst").isEmpty() ? "UDPv6" : "L2";
        return network + " domain " + text("ptp.v2.domainnumber") + " port " + text("ptp.v2.sourceportid");
    }
}
