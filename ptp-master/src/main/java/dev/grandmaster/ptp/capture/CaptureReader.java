package dev.grandmaster.ptp.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Packets of a capture file, one at a time: pcap (micro- and nanosecond, either byte order) and pcapng, gzip around either.
 * A file that is cut short ends where it is cut; one that is no capture, or claims a block above 16 MiB, is an IOException.
 *
 * <p>Formats: draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng.
 */
public final class CaptureReader implements Closeable {
    private static final int PCAP_MICRO = 0xA1B2C3D4;
    private static final int PCAP_NANO = 0xA1B23C4D;
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    private static final int LARGEST_BLOCK = 16 << 20;
    private static final int MOST_INTERFACES = 1 << 16;

    /** An interface of a pcapng section: its link type, ticks a second, seconds to add. */
    private record Interface(int linkType, long ticksPerSecond, long offsetSeconds, int snapLength) {
    }

    private final InputStream in;
    private final boolean sections;
    private ByteOrder order;
    private final long fractionNs;
    private final int linkType;
    private final List<Interface> interfaces = new ArrayList<>();

    private CaptureReader(InputStream in) throws IOException {
        this.in = in;
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4) {
            throw new IOException("not a capture file: shorter than 4 octets");
        }
        int big = ByteBuffer.wrap(magic).getInt();
        int little = Integer.reverseBytes(big);
        sections = big == SECTION_HEADER;
        order = little == PCAP_MICRO || little == PCAP_NANO ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int value = order == ByteOrder.BIG_ENDIAN ? big : little;
        fractionNs = value == PCAP_NANO ? 1 : 1000;
        if (sections) {
            linkType = -1;
            readSectionHeader();
        } else if (value == PCAP_MICRO || value == PCAP_NANO) {
            ByteBuffer head = readExactly(20);
            linkType = head.getInt(16) & 0xFFFF;
        } else {
            throw new IOException("neither pcap nor pcapng");
        }
    }

    /** Opens a file; gzip is recognised by its first octets, whatever the name. */
    public static CaptureReader open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    /** Reads from a stream, which is closed with the reader. */
    public static CaptureReader of(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return new CaptureReader(gzip ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next packet, or null at the end. */
    public @Nullable CapturedPacket next() throws IOException {
        try {
            return sections ? nextBlock() : nextRecord();
        } catch (EOFException cut) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private CapturedPacket nextRecord() throws IOException {
        ByteBuffer head = readExactly(16);
        long seconds = head.getInt(0) & 0xFFFF_FFFFL;
        long fraction = head.getInt(4) & 0xFFFF_FFFFL;
        byte[] octets = readExactly(bounded(head.getInt(8))).array();
        return new CapturedPacket(seconds * 1_000_000_000L + fraction * fractionNs, linkType, octets);
    }

    private @Nullable CapturedPacket nextBlock() throws IOException {
        while (true) {
            ByteBuffer head = readExactly(4);
            if (head.getInt(0) == SECTION_HEADER || Integer.reverseBytes(head.getInt(0)) == SECTION_HEADER) {
                readSectionHeader();
                continue;
            }
            int type = head.getInt(0);
            int total = bounded(readExactly(4).getInt(0));
            if (total < 12 || (total & 3) != 0) {
                throw new IOException("pcapng block of " + total + " octets");
            }
            ByteBuffer block = readExactly(total - 8);
            CapturedPacket packet = packet(type, block, total - 12);
            if (packet != null) {
                return packet;
            }
        }
    }

    private @Nullable CapturedPacket packet(int type, ByteBuffer block, int length) throws IOException {
        return switch (type) {
            case INTERFACE_DESCRIPTION -> {
                if (length >= 8) {
                    if (interfaces.size() == MOST_INTERFACES) {
                        throw new IOException("more than " + MOST_INTERFACES + " interfaces");
                    }
                    interfaces.add(describe(block, length));
                }
                yield null;
            }
            case ENHANCED_PACKET -> length < 20 ? null : stamped(block, block.getInt(0), length);
            case PACKET -> length < 20 ? null : stamped(block, block.getShort(0) & 0xFFFF, length);
            case SIMPLE_PACKET -> length < 4 || interfaces.isEmpty() ? null : unstamped(block, length);
            default -> null;
        };
    }

    private CapturedPacket unstamped(ByteBuffer block, int length) throws IOException {
        Interface first = interfaces.getFirst();
        int kept = Math.min(bounded(block.getInt(0)), length - 4);
        int limit = first.snapLength() > 0 ? first.snapLength() : kept;
        return new CapturedPacket(0, first.linkType(), slice(block, 4, Math.min(kept, limit)));
    }

    private CapturedPacket stamped(ByteBuffer block, int interfaceId, int length) throws IOException {
        if (interfaceId < 0 || interfaceId >= interfaces.size()) {
            throw new IOException("packet of interface " + interfaceId + ", which is not described");
        }
        Interface from = interfaces.get(interfaceId);
        long ticks = ((long) block.getInt(4) << 32) | (block.getInt(8) & 0xFFFF_FFFFL);
        long seconds = Long.divideUnsigned(ticks, from.ticksPerSecond());
        long rest = Long.remainderUnsigned(ticks, from.ticksPerSecond());
        long ns = (long) ((double) rest / from.ticksPerSecond() * 1e9);
        if (1_000_000_000L % from.ticksPerSecond() == 0) {
            ns = rest * (1_000_000_000L / from.ticksPerSecond());
        }
        int kept = Math.min(bounded(block.getInt(12)), length - 20);
        return new CapturedPacket((seconds + from.offsetSeconds()) * 1_000_000_000L + ns, from.linkType(),
                slice(block, 20, kept));
    }

    private static Interface describe(ByteBuffer block, int length) {
        long ticksPerSecond = 1_000_000;
        long offsetSeconds = 0;
        int at = 8;
        while (at + 4 <= length) {
            int option = block.getShort(at) & 0xFFFF;
            int size = block.getShort(at + 2) & 0xFFFF;
            if (option == 0 || at + 4 + size > length) {
                break;
            }
            if (option == OPTION_TSRESOL && size == 1) {
                ticksPerSecond = ticksPerSecond(block.get(at + 4));
            } else if (option == OPTION_TSOFFSET && size == 8) {
                offsetSeconds = block.getLong(at + 4);
            }
            at += 4 + ((size + 3) & ~3);
        }
        return new Interface(block.getShort(0) & 0xFFFF, ticksPerSecond, offsetSeconds, block.getInt(4));
    }

    private static long ticksPerSecond(int resolution) {
        int exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0) {
            return 1L << Math.min(exponent, 62);
        }
        long ticks = 1;
        for (int i = 0; i < Math.min(exponent, 18); i++) {
            ticks *= 10;
        }
        return ticks;
    }

    private void readSectionHeader() throws IOException {
        byte[] lengthAndMagic = in.readNBytes(8);
        if (lengthAndMagic.length < 8) {
            throw new EOFException();
        }
        ByteBuffer head = ByteBuffer.wrap(lengthAndMagic);
        if (head.getInt(4) == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            order = ByteOrder.LITTLE_ENDIAN;
        } else if (head.getInt(4) == BYTE_ORDER_MAGIC) {
            order = ByteOrder.BIG_ENDIAN;
        } else {
            throw new IOException("pcapng section without a byte order");
        }
        interfaces.clear();
        int total = bounded(head.order(order).getInt(0));
        if (total < 28) {
            throw new IOException("pcapng section header of " + total + " octets");
        }
        readExactly(total - 12);
    }

    private ByteBuffer readExactly(int octets) throws IOException {
        byte[] read = in.readNBytes(octets);
        if (read.length < octets) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(read).order(order);
    }

    private static int bounded(int length) throws IOException {
        if (length < 0 || length > LARGEST_BLOCK) {
            throw new IOException("block of " + Integer.toUnsignedString(length) + " octets");
        }
        return length;
    }

    private static byte[] slice(ByteBuffer block, int from, int length) {
        byte[] octets = new byte[length];
        block.get(from, octets);
        return octets;
    }
}
