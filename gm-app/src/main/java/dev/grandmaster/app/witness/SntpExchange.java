package dev.grandmaster.app.witness;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One question to an NTP server and the check of its answer (RFC 5905 section 14, as a client that only reads). Our clock's reading does
 * not leave the house: the question carries a random number where the time of sending would stand, and the answer must repeat it.
 */
final class SntpExchange {

    /** Bytes of a message without extensions, RFC 5905 figure 8. */
    static final int LENGTH = 48;
    /** No leap warning, version 4, mode 3 (client). */
    private static final byte QUESTION = 0x23;
    private static final int MODE_SERVER = 4;
    private static final int MODE_MASK = 7;
    private static final int UNSYNCHRONISED = 3;
    private static final int LAST_STRATUM = 15;
    private static final int ROOT_DELAY = 4;
    private static final int ORIGIN = 24;
    private static final int RECEIVED = 32;
    private static final int TRANSMITTED = 40;
    private static final long NS = 1_000_000_000L;
    /** From 1900-01-01 to 1970-01-01. */
    private static final long NTP_TO_UNIX_S = 2_208_988_800L;
    private static final long ERA_S = 1L << 32;
    /** How finely our duty cycle sees the arrival. */
    private static final long ARRIVAL_NS = 10_000_000L;
    /** An answer that was longer under way says too little. */
    private static final long LONGEST_NS = 2 * NS;

    private final String server;
    private final long nonce;
    private final long sentMonoNs;

    /** @param nonce random and never 0 */
    SntpExchange(String server, long nonce, long sentMonoNs) {
        this.server = server;
        this.nonce = nonce;
        this.sentMonoNs = sentMonoNs;
    }

    long sentMonoNs() {
        return sentMonoNs;
    }

    ByteBuffer question() {
        return ByteBuffer.allocate(LENGTH).put(0, QUESTION).putLong(TRANSMITTED, nonce);
    }

    /** The reading; empty for an answer to something else, one of a server that is not synchronised, or rubbish. */
    Optional<Reading> onAnswer(ByteBuffer answer, long nowMonoNs) {
        if (answer.remaining() < LENGTH || answer.getLong(ORIGIN) != nonce) {
            return Optional.empty();
        }
        int first = answer.get(0) & 0xFF;
        int stratum = answer.get(1) & 0xFF;
        long turnaroundNs = sinceNs(answer.getLong(RECEIVED), answer.getLong(TRANSMITTED));
        long delayNs = nowMonoNs - sentMonoNs - turnaroundNs;
        boolean synchronised = (first & MODE_MASK) == MODE_SERVER && first >> 6 != UNSYNCHRONISED && stratum >= 1
                && stratum <= LAST_STRATUM && answer.getLong(TRANSMITTED) != 0;
        if (!synchronised || turnaroundNs < 0 || delayNs < -ARRIVAL_NS || delayNs > LONGEST_NS) {
            return Optional.empty();
        }
        long wayNs = Math.max(0, delayNs) / 2;
        long rootNs = shortNs(answer.getInt(ROOT_DELAY)) / 2 + shortNs(answer.getInt(ROOT_DELAY + 4));
        return Optional.of(new Reading(server, unixNs(answer.getLong(TRANSMITTED)) + wayNs, nowMonoNs,
                wayNs + rootNs + ARRIVAL_NS));
    }

    /** NTP short format: unsigned 16.16 s. */
    private static long shortNs(int value) {
        return (Integer.toUnsignedLong(value) * NS) >> 16;
    }

    private static long sinceNs(long from, long to) {
        return unixNs(to) - unixNs(from);
    }

    /** NTP timestamp format: unsigned 32.32 s since 1900; with the first bit clear it is of the era that begins in 2036. */
    private static long unixNs(long stamp) {
        long seconds = (stamp >>> 32) + (stamp < 0 ? 0 : ERA_S) - NTP_TO_UNIX_S;
        return seconds * NS + (((stamp & 0xFFFF_FFFFL) * NS) >>> 32);
    }
}
