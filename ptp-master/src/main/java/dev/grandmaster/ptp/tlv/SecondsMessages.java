package dev.grandmaster.ptp.tlv;

import java.lang.foreign.MemorySegment;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.transmit.Cadence;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.TlvType;

/**
 * What a port of some profiles says once a second to all beside Announce and Sync: synchronization metadata of SMPTE ST 2059-2 in a
 * Management message, and that it is capable of gPTP (IEEE 802.1AS-2020) in a Signaling message.
 *
 * <p>The layout of the metadata is that of tshark's dissector, the meaning of its fields from memory: ST 2059-2 was not read. No daily
 * jam is scheduled: the three fields about jams are 0.
 */
public final class SecondsMessages {
    private static final int METADATA_VALUE = 48;
    private static final int ORGANIZATION_SMPTE = 0x6897E8;
    private static final long NEVER_NS = 1_000_000_000L;

    private final PortTlvs tlvs;
    private final Announcement announcement;
    private final Outlet outlet;
    private final Cadence cadence = new Cadence(0);
    private final LocalOffset local;
    private final MemorySegment metadataFrame = MemorySegment
            .ofArray(new byte[MessageType.MANAGEMENT.minimumLength() + 4 + METADATA_VALUE]);
    private final MemorySegment capableFrame = MemorySegment
            .ofArray(new byte[MessageType.SIGNALING.minimumLength() + GptpTlvs.CAPABLE_LENGTH]);
    private final Management metadata;
    private final Signaling capable;
    private int metadataSequence;
    private int capableSequence;

    public SecondsMessages(PortTlvs tlvs, Announcement announcement, Outlet outlet, int portNumber, int minorVersion) {
        this.tlvs = tlvs;
        this.announcement = announcement;
        this.outlet = outlet;
        ZoneId zone = tlvs.localTimeZones().isEmpty() ? ZoneOffset.UTC : tlvs.localTimeZones().getFirst();
        local = new LocalOffset(zone, 10);
        metadata = new Management().begin(metadataFrame, 0, minorVersion);
        announcement.instance().identify(metadata, portNumber);
        metadata.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        metadata.action(Management.COMMAND);
        metadata.messageLength((int) metadataFrame.byteSize());
        capable = new Signaling().begin(capableFrame, 0, minorVersion);
        announcement.instance().identify(capable, portNumber);
        capable.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        capable.messageLength((int) capableFrame.byteSize());
        GptpTlvs.writeCapable(capableFrame, MessageType.SIGNALING.minimumLength(), 0);
    }

    /** The port became a master. */
    public void start(long nowMonoNs) {
        cadence.start(nowMonoNs);
    }

    /**
     * Sends what is due.
     *
     * @param group of Management messages
     * @param link group that no bridge passes on, for Signaling
     * @return when something is due next, monotonic ns
     */
    public long onTime(PtpAddress group, PtpAddress link, long nowMonoNs) {
        if (tlvs.studio().isEmpty() && !tlvs.gptp()) {
            return nowMonoNs + NEVER_NS;
        }
        if (cadence.take(nowMonoNs)) {
            Optional<PortTlvs.Studio> studio = tlvs.studio();
            if (studio.isPresent() && announcement.utcKnown()) {
                sendMetadata(studio.get(), group);
            }
            if (tlvs.gptp()) {
                capable.sequenceId(capableSequence);
                capableSequence = (capableSequence + 1) & 0xFFFF;
                outlet.sendGeneral(link, capableFrame, capable.messageLength());
            }
        }
        return cadence.nextMonoNs();
    }

    private void sendMetadata(PortTlvs.Studio studio, PtpAddress group) {
        local.update(announcement.originTaiNs(), announcement.utc());
        metadata.sequenceId(metadataSequence);
        metadataSequence = (metadataSequence + 1) & 0xFFFF;
        new OctetWriter(metadataFrame, MessageType.MANAGEMENT.minimumLength())
                .u16(TlvType.ORGANIZATION_EXTENSION.wire()).u16(METADATA_VALUE).u24(ORGANIZATION_SMPTE).u24(1)
                .u32(studio.framesNumerator()).u32(studio.framesDenominator()).u8(lockingStatus())
                .u8((studio.dropFrame() ? 1 : 0) | (studio.colorFrame() ? 2 : 0)).u32(local.currentOffset())
                .u32(local.jumpSeconds()).u48(local.nextJumpTaiSeconds()).u48(0).u48(0).u32(0)
                .u8((local.daylightSaving() ? 1 : 0) | (local.daylightSavingNext() ? 2 : 0))
                .u8(local.leapNext() ? 1 : 0);
        outlet.sendGeneral(group, metadataFrame, metadata.messageLength());
    }

    /** masterLockingStatus: 4 locked, 3 warm locking, 2 cold locking, 1 free running. */
    private int lockingStatus() {
        if (!announcement.alive()) {
            return 1;
        }
        return switch (announcement.state().clockState()) {
            case LOCKED -> 4;
            case RECOVERING -> 3;
            case WARM_UP, ACQUIRING -> 2;
            case HOLDOVER, HOLDOVER_OUT_OF_SPEC, FREE_RUN -> 1;
        };
    }
}
