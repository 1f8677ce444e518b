package dev.grandmaster.app.history;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;

/**
 * Seconds as bytes: one column after the other, each as differences to the row before in variable-length numbers, the whole deflated.
 *
 * <pre>
 * octet 0    version, 1
 * octet 1-2  rows, big-endian
 * rest       deflated columns: second, flags, clockClass, utcOffset, satellites, offset, bound, frequency, temperature
 * </pre>
 */
final class BlockCodec {

    /** A block never has more rows. */
    static final int MOST_ROWS = 3600;

    private static final int VERSION = 1;
    private static final int HEADER = 3;
    private static final int MOST_OCTETS = 200 * MOST_ROWS;
    /** The place is the number on the disk: to be added to at the end alone. */
    private static final List<ClockState> STATES = List.of(ClockState.WARM_UP, ClockState.ACQUIRING, ClockState.LOCKED,
            ClockState.HOLDOVER, ClockState.HOLDOVER_OUT_OF_SPEC, ClockState.RECOVERING, ClockState.FREE_RUN);
    private static final List<Trust> TRUSTS = List.of(Trust.TRUST, Trust.COAST, Trust.REFUSE);
    /** Stands for NaN, and one beside it for infinity: no value is kept that large. */
    private static final long UNKNOWN = Long.MIN_VALUE / 4;
    private static final long INFINITE = UNKNOWN + 1;
    private static final double PER_OFFSET = 10;
    private static final double PER_FREQUENCY = 1000;
    private static final double PER_TEMPERATURE = 100;

    private static final List<ToLongFunction<HistorySecond>> COLUMNS = List.of(HistorySecond::taiSeconds,
            BlockCodec::flags, HistorySecond::clockClass, HistorySecond::utcOffset, HistorySecond::satellites,
            second -> whole(second.figures().offsetNs(), PER_OFFSET),
            second -> whole(second.figures().boundNs(), PER_OFFSET),
            second -> whole(second.figures().frequencyPpb(), PER_FREQUENCY),
            second -> whole(second.figures().temperatureC(), PER_TEMPERATURE));

    private BlockCodec() {
    }

    /** As it will be read again: figures to the digits that are kept. */
    static HistorySecond kept(HistorySecond second) {
        Figures figures = second.figures();
        return new HistorySecond(second.taiSeconds(), second.named(), second.state(), second.clockClass(),
                second.utcOffset(), second.utcValid(), second.satellites(), second.trust(),
                new Figures(real(whole(figures.offsetNs(), PER_OFFSET), PER_OFFSET),
                        real(whole(figures.boundNs(), PER_OFFSET), PER_OFFSET),
                        real(whole(figures.frequencyPpb(), PER_FREQUENCY), PER_FREQUENCY),
                        real(whole(figures.temperatureC(), PER_TEMPERATURE), PER_TEMPERATURE)));
    }

    static byte[] encode(List<HistorySecond> rows) {
        if (rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(rows.size() + " rows");
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(16 * rows.size());
        for (ToLongFunction<HistorySecond> column : COLUMNS) {
            long before = 0;
            for (HistorySecond row : rows) {
                long value = column.applyAsLong(row);
                put(plain, value - before);
                before = value;
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 * rows.size());
        out.write(VERSION);
        out.write(rows.size() >>> 8);
        out.write(rows.size());
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain.toByteArray());
            deflater.finish();
            byte[] chunk = new byte[4096];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /**
     * The rows of a block.
     *
     * @throws DataFormatException where the bytes are no block
     */
    static List<HistorySecond> decode(byte[] block) throws DataFormatException {
        if (block.length < HEADER || block[0] != VERSION) {
            throw new DataFormatException("no block of history");
        }
        int rows = (block[1] & 0xFF) << 8 | (block[2] & 0xFF);
        if (rows > MOST_ROWS) {
            throw new DataFormatException(rows + " rows");
        }
        Reader reader = new Reader(inflate(block));
        long[][] columns = new long[COLUMNS.size()][rows];
        for (long[] column : columns) {
            long before = 0;
            for (int row = 0; row < rows; row++) {
                before += reader.next();
                column[row] = before;
            }
        }
        List<HistorySecond> seconds = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            seconds.add(second(columns, row));
        }
        return seconds;
    }

    private static HistorySecond second(long[][] columns, int row) throws DataFormatException {
        int flags = (int) columns[1][row];
        int state = flags >> 4;
        int trust = flags >> 2 & 3;
        if (state < 0 || state >= STATES.size() || trust >= TRUSTS.size()) {
            throw new DataFormatException("flags " + flags);
        }
        return new HistorySecond(columns[0][row], (flags & 2) != 0, STATES.get(state), (int) columns[2][row],
                (int) columns[3][row], (flags & 1) != 0, (int) columns[4][row], TRUSTS.get(trust),
                new Figures(real(columns[5][row], PER_OFFSET), real(columns[6][row], PER_OFFSET),
                        real(columns[7][row], PER_FREQUENCY), real(columns[8][row], PER_TEMPERATURE)));
    }

    private static byte[] inflate(byte[] block) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(block, HEADER, block.length - HEADER);
            ByteArrayOutputStream plain = new ByteArrayOutputStream(4 * block.length);
            byte[] chunk = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                boolean stuck = length == 0 && (inflater.needsInput() || inflater.needsDictionary());
                if (stuck || plain.size() > MOST_OCTETS) {
                    throw new DataFormatException("cut short or too long");
                }
                plain.write(chunk, 0, length);
            }
            return plain.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static long flags(HistorySecond second) {
        return (long) STATES.indexOf(second.state()) << 4 | (long) TRUSTS.indexOf(second.trust()) << 2
                | (second.named() ? 2 : 0)
                | (second.utcValid() ? 1 : 0);
    }

    private static long whole(double value, double per) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        return Double.isInfinite(value) || Math.abs(value * per) > 1e18 ? INFINITE : Math.round(value * per);
    }

    private static double real(long whole, double per) {
        return whole == UNKNOWN ? Double.NaN : whole == INFINITE ? Double.POSITIVE_INFINITY : whole / per;
    }

    /** Sign in the lowest bit, seven bits an octet, the lowest first. */
    private static void put(ByteArrayOutputStream out, long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static final class Reader {
        private final byte[] octets;
        private int at;

        Reader(byte[] octets) {
            this.octets = octets;
        }

        long next() throws DataFormatException {
            long rest = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at >= octets.length) {
                    throw new DataFormatException("cut short");
                }
                byte octet = octets[at++];
                rest |= (long) (octet & 0x7F) << shift;
                if (octet >= 0) {
                    return rest >>> 1 ^ -(rest & 1);
                }
            }
            throw new DataFormatException("a number too long");
        }
    }
}
