package dev.grandmaster.app.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;

import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

class BlockCodecTest {

    private static final long SEED = 41;

    @Test
    void whatIsWrittenIsReadToTheDigitsThatAreKept() throws DataFormatException {
        Random random = new Random(SEED);
        List<HistorySecond> rows = new ArrayList<>();
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, 0, -0.04, 0.06, 1e9, -1e9, 1e30, 12.34567, -99999.99};
        List<ClockState> states = List.of(ClockState.values());
        List<Trust> trusts = List.of(Trust.values());
        for (int i = 0; i < 600; i++) {
            rows.add(new HistorySecond((long) i * (1 + random.nextInt(3)) - 50, random.nextBoolean(),
                    states.get(random.nextInt(states.size())), random.nextInt(256),
                    random.nextInt(80) - 20, random.nextBoolean(), random.nextInt(60),
                    trusts.get(random.nextInt(trusts.size())),
                    new Figures(odd[random.nextInt(odd.length)], odd[random.nextInt(odd.length)],
                            odd[random.nextInt(odd.length)], odd[random.nextInt(odd.length)])));
        }
        List<HistorySecond> read = BlockCodec.decode(BlockCodec.encode(rows));
        assertEquals(rows.stream().map(BlockCodec::kept).toList(), read, "seed " + SEED);
        assertEquals(read, BlockCodec.decode(BlockCodec.encode(read)), "kept again it is the same");
        assertEquals(12.3, BlockCodec.kept(row(12.34567)).figures().offsetNs());
    }

    private static HistorySecond row(double value) {
        return new HistorySecond(1, true, ClockState.LOCKED, 6, 37, true, 9, Trust.TRUST,
                new Figures(value, value, value, value));
    }

    @Test
    void aLockedClockTakesFewOctets() {
        Records records = new Records(SEED);
        List<HistorySecond> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(records.next(Records.DAY + i));
        }
        double octets = BlockCodec.encode(rows).length / 600.0;
        assertTrue(octets < 10, octets + " octets a second");
    }

    @Test
    void foreignBytesAreRefused() {
        Random random = new Random(SEED);
        byte[] good = BlockCodec.encode(List.of(row(1), row(2)));
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertTrue(BlockCodec.decode(bad).size() <= BlockCodec.MOST_ROWS);
            } catch (DataFormatException e) {
                // as it should be
            }
        }
        assertThrows(DataFormatException.class, () -> BlockCodec.decode(new byte[0]));
    }
}
