package dev.grandmaster.ptp.management;

import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.CurrentDs;
import dev.grandmaster.ptp.dataset.DefaultDs;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.ParentDs;
import dev.grandmaster.ptp.dataset.PortDs;
import dev.grandmaster.ptp.dataset.TimePropertiesDs;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.quality.ClockQuality;

/** The dataField of each managementId (IEEE 1588-2019 clauses 15.5.3 and 16; the _NP ones as pmc of linuxptp reads them). */
final class ManagementData {
    private static final int VARIANCE_UNKNOWN = 0xFFFF;
    private static final int PHASE_CHANGE_UNKNOWN = 0x7FFF_FFFF;
    private static final int ORDINARY_CLOCK = 0x8000;
    private static final int BOUNDARY_CLOCK = 0x4000;

    private final Announcement announcement;
    private final ClockDescription description;
    private final FaultLog faults;

    ManagementData(Announcement announcement, ClockDescription description, FaultLog faults) {
        this.announcement = announcement;
        this.description = description;
        this.faults = faults;
    }

    /**
     * What a question is about.
     *
     * @param port that is asked, or through which the clock is asked
     * @param numberPorts of the instance
     * @param key keyField of the question, 0 where it has none
     * @param stampErrorNs with which the quality of the clock is told, ns: clients see the clock through what stamps a port
     */
    record Asked(Port port, int numberPorts, int key, double stampErrorNs) {
    }

    /**
     * Writes what is known.
     *
     * @return false where there is nothing to tell yet
     */
    boolean write(ManagementId id, Asked asked, OctetWriter out) {
        Port port = asked.port;
        int numberPorts = asked.numberPorts;
        DefaultDs clock = announcement.defaultDs(numberPorts, asked.stampErrorNs);
        InstanceConfig instance = announcement.instance();
        PortDs portDs = port.portDs();
        TimePropertiesDs time = announcement.timePropertiesDs();
        switch (id) {
            case NULL_PTP_MANAGEMENT, ENABLE_PORT, DISABLE_PORT, FAULT_LOG_RESET -> {
                // it has no data
            }
            case CLOCK_DESCRIPTION -> clockDescription(port, numberPorts, out);
            case USER_DESCRIPTION -> text(description.userDescription(), out);
            case DEFAULT_DATA_SET -> defaultDs(clock, out);
            case CURRENT_DATA_SET -> out.u16(CurrentDs.GRANDMASTER.stepsRemoved())
                    .u64(CurrentDs.GRANDMASTER.offsetFromMasterScaledNs())
                    .u64(CurrentDs.GRANDMASTER.meanDelayScaledNs());
            case PARENT_DATA_SET -> parentDs(announcement.parentDs(asked.stampErrorNs), out);
            case TIME_PROPERTIES_DATA_SET ->
                out.u16(time.currentUtcOffset()).u8(flags(time)).u8(time.timeSource().wireValue());
            case PORT_DATA_SET -> portDs(portDs, out);
            case PRIORITY1 -> octet(clock.priority1(), out);
            case PRIORITY2 -> octet(clock.priority2(), out);
            case DOMAIN -> octet(instance.domainNumber(), out);
            case SLAVE_ONLY -> octet(0, out);
            case LOG_ANNOUNCE_INTERVAL -> octet(portDs.logAnnounceInterval(), out);
            case ANNOUNCE_RECEIPT_TIMEOUT -> octet(portDs.announceReceiptTimeout(), out);
            case LOG_SYNC_INTERVAL -> octet(portDs.logSyncInterval(), out);
            case VERSION_NUMBER -> octet(version(portDs), out);
            case TIME -> {
                if (!announcement.served() || announcement.originTaiNs() == 0) {
                    return false;
                }
                out.timestamp(announcement.originTaiNs());
            }
            case CLOCK_ACCURACY -> octet(clock.clockQuality().clockAccuracy().wireValue(), out);
            case UTC_PROPERTIES -> out.u16(time.currentUtcOffset())
                    .u8(flags(time) & (Flags.LEAP61 | Flags.LEAP59 | Flags.CURRENT_UTC_OFFSET_VALID)).u8(0);
            case TRACEABILITY_PROPERTIES ->
                octet(flags(time) & (Flags.TIME_TRACEABLE | Flags.FREQUENCY_TRACEABLE), out);
            case TIMESCALE_PROPERTIES -> out.u8(Flags.PTP_TIMESCALE).u8(time.timeSource().wireValue());
            case UNICAST_NEGOTIATION_ENABLE -> octet(port.unicast() == null ? 0 : 1, out);
            case DELAY_MECHANISM -> octet(portDs.delayMechanism().wireValue(), out);
            case LOG_MIN_PDELAY_REQ_INTERVAL -> octet(portDs.logMinDelayReqInterval(), out);
            case PATH_TRACE_LIST -> out.u64(instance.clockIdentity().value());
            case PATH_TRACE_ENABLE -> octet(port.tlvs().pathTrace() ? 1 : 0, out);
            case UNICAST_MASTER_MAX_TABLE_SIZE -> out.u16(0);
            case ALTERNATE_TIME_OFFSET_ENABLE, ALTERNATE_TIME_OFFSET_NAME, ALTERNATE_TIME_OFFSET_PROPERTIES -> {
                return OptionData.alternateTime(id, port, asked.key, out);
            }
            case ALTERNATE_TIME_OFFSET_MAX_KEY -> octet(Math.max(0, port.announceTlvs().timeZones() - 1), out);
            case MASTER_ONLY -> octet(port.config().masterOnly() ? 1 : 0, out);
            case PORT_DATA_SET_NP ->
                out.u32((int) port.config().neighbour().threshNs()).u32(port.asCapable() ? 1 : 0);
            case SYNCHRONIZATION_UNCERTAIN_NP -> octet(0, out);
            case POWER_PROFILE_SETTINGS_NP ->
                OptionData.power(port.tlvs(), port.announceTlvs().ownInaccuracyNs(), out);
            case PORT_CORRECTIONS_NP -> out.u64(port.config().latency().egressScaledNs())
                    .u64(port.config().latency().ingressScaledNs())
                    .u64(port.config().neighbour().delayAsymmetryScaledNs());
            case TIME_STATUS_NP -> out.u64(0).u64(0).u32(0).u32(0).u16(0).u16(0).u64(0).u16(0).u32(0)
                    .u64(instance.clockIdentity().value());
            case GRANDMASTER_SETTINGS_NP -> quality(clock.clockQuality(), out).u16(time.currentUtcOffset())
                    .u8(flags(time)).u8(time.timeSource().wireValue());
            case PORT_PROPERTIES_NP -> portProperties(port, out);
            case PORT_STATS_NP -> portStats(port, out);
            case PORT_SERVICE_STATS_NP -> portServiceStats(port, out);
            case PORT_HWCLOCK_NP -> out.u64(portDs.clockIdentity().value()).u16(portDs.portNumber())
                    .u32(port.phcIndex()).u8(0).u8(0);
            case FAULT_LOG -> faults.write(out);
            case UNICAST_MASTER_TABLE_NP -> out.u16(0);
            default -> {
                // one that is not answered: there is nothing to tell
                return false;
            }
        }
        return true;
    }

    private static void octet(int value, OctetWriter out) {
        out.u8(value).u8(0);
    }

    private static void text(String text, OctetWriter out) {
        long from = out.position();
        out.text(text).even(from);
    }

    private static int flags(TimePropertiesDs time) {
        return Flags.PTP_TIMESCALE //
                | (time.leap61() ? Flags.LEAP61 : 0) //
                | (time.leap59() ? Flags.LEAP59 : 0) //
                | (time.currentUtcOffsetValid() ? Flags.CURRENT_UTC_OFFSET_VALID : 0) //
                | (time.timeTraceable() ? Flags.TIME_TRACEABLE : 0) //
                | (time.frequencyTraceable() ? Flags.FREQUENCY_TRACEABLE : 0);
    }

    private static int version(PortDs port) {
        return port.minorVersionNumber() << 4 | 2;
    }

    private static OctetWriter quality(ClockQuality quality, OctetWriter out) {
        return out.u8(quality.clockClass()).u8(quality.clockAccuracy().wireValue())
                .u16(quality.offsetScaledLogVariance());
    }

    private static void defaultDs(DefaultDs clock, OctetWriter out) {
        out.u8(1).u8(0).u16(clock.numberPorts()).u8(clock.priority1());
        quality(clock.clockQuality(), out).u8(clock.priority2()).u64(clock.clockIdentity().value())
                .u8(clock.domainNumber()).u8(0);
    }

    private static void parentDs(ParentDs parent, OctetWriter out) {
        out.u64(parent.parentClockIdentity().value()).u16(0).u8(0).u8(0).u16(VARIANCE_UNKNOWN).u32(PHASE_CHANGE_UNKNOWN)
                .u8(parent.grandmasterPriority1());
        quality(parent.grandmasterClockQuality(), out).u8(parent.grandmasterPriority2())
                .u64(parent.grandmasterIdentity().value());
    }

    private static void portDs(PortDs port, OctetWriter out) {
        out.u64(port.clockIdentity().value()).u16(port.portNumber()).u8(port.portState().wireValue())
                .u8(port.logMinDelayReqInterval()).u64(port.meanLinkDelayScaledNs()).u8(port.logAnnounceInterval())
                .u8(port.announceReceiptTimeout())
                .u8(port.logSyncInterval()).u8(port.delayMechanism().wireValue()).u8(port.logMinDelayReqInterval())
                .u8(version(port));
    }

    private void clockDescription(Port port, int numberPorts, OctetWriter out) {
        long from = out.position();
        out.u16(numberPorts > 1 ? BOUNDARY_CLOCK : ORDINARY_CLOCK).text("IEEE 802.3");
        OptionData.addresses(port, out);
        out.u24(0).u8(0).text(description.productDescription())
                .text(description.revisionData()).text(description.userDescription()).u16(0).u32(0).even(from);
    }

    private static void portProperties(Port port, OctetWriter out) {
        long from = out.position();
        PortDs portDs = port.portDs();
        out.u64(portDs.clockIdentity().value()).u16(portDs.portNumber()).u8(portDs.portState().wireValue())
                .u8(port.hardwareStamps() ? 1 : 0).text(port.spec().interfaceName()).even(from);
    }

    /** Sixteen counters received, sixteen sent, by messageType; pmc reads them as little endian. */
    private static void portStats(Port port, OctetWriter out) {
        PortDs portDs = port.portDs();
        out.u64(portDs.clockIdentity().value()).u16(portDs.portNumber());
        for (int wire = 0; wire < 16; wire++) {
            MessageType type = MessageType.ofWire(wire);
            out.u64(type == null ? 0 : Long.reverseBytes(port.received(type)));
        }
        for (int wire = 0; wire < 16; wire++) {
            MessageType type = MessageType.ofWire(wire);
            out.u64(type == null ? 0 : Long.reverseBytes(port.sent(type)));
        }
    }

    /** Ten counters of events, little endian; a master has Announce and Sync intervals that passed, and nothing of the other eight. */
    private static void portServiceStats(Port port, OctetWriter out) {
        PortDs portDs = port.portDs();
        out.u64(portDs.clockIdentity().value()).u16(portDs.portNumber()).u64(0).u64(0).u64(0).u64(0).u64(0)
                .u64(Long.reverseBytes(port.sent(MessageType.ANNOUNCE)))
                .u64(Long.reverseBytes(port.sent(MessageType.SYNC))).u64(0).u64(0).u64(0);
    }
}
