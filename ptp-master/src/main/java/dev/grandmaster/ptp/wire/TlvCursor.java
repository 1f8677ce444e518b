package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * Walks the TLVs of one message (IEEE 1588-2019 clause 14.1): tlvType, lengthField (octets of the value), value.
 *
 * <p>Stands before the first after {@code wrap}; {@link #next} moves on. The walk ends at the end of the message or at the
 * first TLV that is not sound, which {@link #status} tells apart. It never leaves the message, and since each step is at
 * least four octets it ends after 16,384 at most.
 */
public final class TlvCursor {
    /** Octets of tlvType and lengthField. */
    public static final int HEAD = 4;

    private MemorySegment segment = MemorySegment.NULL;
    private long at;
    private long following;
    private long end;
    private WireStatus status = WireStatus.OK;

    /** Stands before the TLV that begins at {@code from}; {@code end} is the first octet that is no longer the message's. */
    public void wrap(MemorySegment segment, long from, long end) {
        this.segment = segment;
        this.at = from;
        this.following = from;
        this.end = end;
        this.status = WireStatus.OK;
    }

    /** Moves to the next TLV; false when there is none. */
    public boolean next() {
        at = following;
        if (at == end || status != WireStatus.OK) {
            return false;
        }
        if (end - at < HEAD) {
            status = WireStatus.BAD_TLV;
            return false;
        }
        int length = length();
        if (length > end - at - HEAD || (length & 1) != 0) {
            status = WireStatus.BAD_TLV;
            return false;
        }
        following = at + HEAD + length;
        return true;
    }

    /** OK, or {@link WireStatus#BAD_TLV} when the walk stopped early. */
    public WireStatus status() {
        return status;
    }

    /** tlvType, see {@link TlvType}. */
    public int type() {
        return BigEndian.u16(segment, at);
    }

    /** Octets of the value. */
    public int length() {
        return BigEndian.u16(segment, at + 2);
    }

    /** Where the TLV begins in the segment; after a walk that stopped, where the unsound one does. */
    public long position() {
        return at;
    }

    /** Where the value begins in the segment. */
    public long valuePosition() {
        return at + HEAD;
    }

    /** An octet of the value; the caller has looked at {@link #length}. */
    public int u8(int within) {
        return BigEndian.u8(segment, at + HEAD + within);
    }

    public int i8(int within) {
        return BigEndian.i8(segment, at + HEAD + within);
    }

    public int u16(int within) {
        return BigEndian.u16(segment, at + HEAD + within);
    }

    public long u32(int within) {
        return BigEndian.u32(segment, at + HEAD + within);
    }

    public long i64(int within) {
        return BigEndian.i64(segment, at + HEAD + within);
    }

    /** A Timestamp of the value: TAI ns, or {@link Timestamp#NONE}. */
    public long taiNs(int within) {
        return Timestamp.read(segment, at + HEAD + within);
    }
}
