package dev.grandmaster.app.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SntpExchangeTest {

    private static final long MS = 1_000_000L;
    private static final long NS = 1_000_000_000L;
    private static final long NONCE = 0x0123_4567_89AB_CDEFL;
    /** 2026-11-22 00:00:00 as NTP counts, and since 1970. */
    private static final long NTP_S = 4_004_294_400L;
    private static final long UTC_NS = (NTP_S - 2_208_988_800L) * NS;
    private static final long HALF = 1L << 31;

    private final SntpExchange exchange = new SntpExchange("server", NONCE, 100 * NS);

    /** A server of stratum 1 that received at NTP_S and sent half a second later. */
    private static ByteBuffer answer() {
        return ByteBuffer.allocate(48).put(0, (byte) 0x24).put(1, (byte) 1).putInt(4, 0x0000_2000)
                .putInt(8, 0x0000_1000).putLong(24, NONCE).putLong(32, NTP_S << 32).putLong(40, NTP_S << 32 | HALF);
    }

    @Test
    void asksWithoutTellingItsTime() {
        ByteBuffer question = exchange.question();
        assertEquals(48, question.remaining());
        assertEquals(0x23, question.get(0));
        assertEquals(NONCE, question.getLong(40));
        for (int i = 1; i < 40; i++) {
            assertEquals(0, question.get(i), "byte " + i);
        }
    }

    @Test
    void readsTheTimeInTheMiddleOfTheWay() {
        Reading reading = exchange.onAnswer(answer(), 100 * NS + 540 * MS).orElseThrow();
        assertEquals(UTC_NS + 500 * MS + 20 * MS, reading.utcNs());
        assertEquals(100 * NS + 540 * MS, reading.monoNs());
        // Half the way, half the root delay of 1/8 s, the root dispersion of 1/16 s, and the coarseness of our look.
        assertEquals(20 * MS + 62_500_000 + 62_500_000 + 10 * MS, reading.uncertaintyNs());
    }

    @Test
    void theEraAfter2036IsRead() {
        ByteBuffer later = answer().putLong(32, 5L << 32).putLong(40, 5L << 32 | HALF);
        assertEquals((5L + (1L << 32) - 2_208_988_800L) * NS + 520 * MS,
                exchange.onAnswer(later, 100 * NS + 540 * MS).orElseThrow().utcNs());
    }

    @Test
    void whatIsNotAnAnswerIsPassedOver() {
        long arrival = 100 * NS + 540 * MS;
        assertTrue(exchange.onAnswer(answer().putLong(24, NONCE + 1), arrival).isEmpty(), "another question's answer");
        assertTrue(exchange.onAnswer(answer().put(1, (byte) 0), arrival).isEmpty(), "a kiss of death");
        assertTrue(exchange.onAnswer(answer().put(1, (byte) 16), arrival).isEmpty(), "not synchronised");
        assertTrue(exchange.onAnswer(answer().put(0, (byte) 0xE4), arrival).isEmpty(), "leap indicator 3");
        assertTrue(exchange.onAnswer(answer().put(0, (byte) 0x23), arrival).isEmpty(), "a client");
        assertTrue(exchange.onAnswer(answer().putLong(40, 0), arrival).isEmpty(), "no time");
        assertTrue(exchange.onAnswer(answer().limit(47), arrival).isEmpty(), "cut");
        assertTrue(exchange.onAnswer(answer(), 103 * NS).isEmpty(), "too long under way");
        assertTrue(exchange.onAnswer(answer(), 100 * NS + 400 * MS).isEmpty(), "there before it was sent");
    }

    @Test
    void rubbishDoesNoHarm() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (bytes.length >= 32) {
                buffer.putLong(24, NONCE);
            }
            exchange.onAnswer(buffer, 100 * NS + random.nextInt(1000) * MS);
        }
    }
}
