package dev.grandmaster.ptp.tlv;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;

import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;

/**
 * The TLVs behind a port's Announce messages. What depends on an unknown UTC offset is left out while it is unknown, and an error that
 * nobody can bound is told as the largest number there is.
 *
 * <p>C37.238: layouts as linuxptp sends and tshark reads them; the standard itself was not read.
 */
public final class AnnounceTlvs {
    private static final int MOST_OCTETS = 256;
    /** PTPText of clause 16.3.3.7: ten symbols. */
    private static final int LONGEST_NAME = 10;
    private static final int PLACE = MessageType.ANNOUNCE.minimumLength();
    /** What is told of an error that nobody can bound, ns. */
    public static final long UNKNOWN_INACCURACY = 0xFFFF_FFFFL;

    private final PortTlvs tlvs;
    private final Announcement announcement;
    private final DoubleSupplier stampErrorNs;
    private final LocalOffset[] zones;

    /** @param stampErrorNs by how much the clock that stamps the port may be off the one that is announced, ns */
    public AnnounceTlvs(PortTlvs tlvs, Announcement announcement, DoubleSupplier stampErrorNs) {
        this.tlvs = tlvs;
        this.announcement = announcement;
        this.stampErrorNs = stampErrorNs;
        zones = tlvs.localTimeZones().stream().map(zone -> new LocalOffset(zone, LONGEST_NAME))
                .toArray(LocalOffset[]::new);
    }

    /** Room for an Announce message with all its TLVs. */
    public MemorySegment frame() {
        return MemorySegment.ofArray(new byte[PLACE + MOST_OCTETS]);
    }

    /** Writes what holds now behind the body, and the messageLength. The message begins at 0 of a {@link #frame}. */
    public void attach(Announce message, MemorySegment frame) {
        if (tlvs.equals(PortTlvs.NONE)) {
            return;
        }
        OctetWriter out = new OctetWriter(frame, PLACE);
        if (tlvs.pathTrace()) {
            out.u16(TlvType.PATH_TRACE.wire()).u16(8).u64(announcement.instance().clockIdentity().value());
        }
        if (zones.length > 0 && announcement.utcKnown()) {
            for (int key = 0; key < zones.length; key++) {
                zones[key].update(announcement.originTaiNs(), announcement.utc());
                alternateTime(key, zones[key], out);
            }
        }
        if (tlvs.power().isPresent()) {
            power(tlvs.power().get(), out);
        }
        message.messageLength((int) out.position());
    }

    /** Time zones that are told, by keyField from 0. */
    public int timeZones() {
        return zones.length;
    }

    public String displayName(int key) {
        return zones[key].displayName();
    }

    /** Writes keyField, currentOffset, jumpSeconds, timeOfNextJump and a reserved octet; false while UTC is unknown. */
    public boolean writeTimeZone(int key, OctetWriter out) {
        if (!announcement.utcKnown()) {
            return false;
        }
        LocalOffset zone = zones[key];
        zone.update(announcement.originTaiNs(), announcement.utc());
        out.u8(key).u32(zone.currentOffset()).u32(zone.jumpSeconds()).u48(zone.nextJumpTaiSeconds()).u8(0);
        return true;
    }

    /** Our own error at the worst, as C37.238 tells it, ns. */
    public long ownInaccuracyNs() {
        double bound = announcement.state().boundNs() + stampErrorNs.getAsDouble();
        return announcement.alive() && bound < UNKNOWN_INACCURACY ? (long) Math.ceil(bound) : UNKNOWN_INACCURACY;
    }

    /** Whether an Announce of somebody else has passed through our clock before (clause 16.2.3). */
    public boolean cameBack(TlvCursor cursor) {
        if (!tlvs.pathTrace()) {
            return false;
        }
        long own = announcement.instance().clockIdentity().value();
        while (cursor.next()) {
            for (int at = 0; cursor.type() == TlvType.PATH_TRACE.wire() && at + 8 <= cursor.length(); at += 8) {
                if (cursor.i64(at) == own) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void alternateTime(int key, LocalOffset zone, OctetWriter out) {
        int name = zone.displayName().length();
        int length = 16 + name;
        out.u16(TlvType.ALTERNATE_TIME_OFFSET_INDICATOR.wire()).u16(length + (length & 1)).u8(key)
                .u32(zone.currentOffset()).u32(zone.jumpSeconds()).u48(zone.nextJumpTaiSeconds()).u8(name);
        for (int i = 0; i < name; i++) {
            out.u8(zone.displayName().charAt(i));
        }
        if ((length & 1) != 0) {
            out.u8(0);
        }
    }

    private void power(PortTlvs.Power power, OctetWriter out) {
        long own = ownInaccuracyNs();
        out.u16(TlvType.ORGANIZATION_EXTENSION.wire()).u16(18).u24(0x1C129D);
        switch (power.edition()) {
            case C37_238_2011 -> out.u24(1).u16(power.grandmasterId()).u32((int) own)
                    .u32((int) Math.min(UNKNOWN_INACCURACY, power.networkInaccuracyNs())).u16(0);
            case C37_238_2017 -> out.u24(2).u16(power.grandmasterId()).u32(0)
                    .u32((int) Math.min(UNKNOWN_INACCURACY, own + power.networkInaccuracyNs())).u16(0);
        }
    }
}
