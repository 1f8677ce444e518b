package dev.grandmaster.ptp.unicast;

import java.util.Arrays;

import dev.grandmaster.board.PtpAddress;

/**
 * Who holds grants: one row for each source address and port identity, found by address. Columns are arrays that grow with the
 * number of clients, so that a million grants are no objects. A row keeps its sequence ids when it changes hands: a transmit stamp
 * on its way for the one who left can then not be taken for the one who came.
 */
final class Clients {
    private static final int NONE = -1;
    private static final int FIRST_CAPACITY = 64;
    /** IEEE 1588-2019 Annex C.2; right until a Delay_Req comes from another one. */
    private static final char EVENT_PORT = 319;

    private int[] buckets = new int[FIRST_CAPACITY];
    private int[] chain = {};
    private int free = NONE;
    private int rows;

    private long[] addressHigh = {};
    private long[] addressLow = {};
    /** UDP ports that its general and its event messages come from. */
    private char[] generalPort = {};
    private char[] eventPort = {};
    /** The address of ours that it asked. */
    private long[] localHigh = {};
    private long[] localLow = {};
    private long[] clock = {};
    private int[] port = {};
    private boolean[] stranger = {};
    private boolean[] unproven = {};
    private byte[] grants = {};
    /** When the last request for delay came; meaningful where {@link #asked}. */
    private long[] requestMonoNs = {};
    private boolean[] asked = {};
    private int[] denied = {};

    /** By stream, that is row * {@link GrantType#COUNT} + type. */
    private byte[] logInterval = {};
    private long[] expiryMonoNs = {};
    private short[] sequence = {};
    /** Messages since the grant began. */
    private int[] sent = {};

    Clients() {
        Arrays.fill(buckets, NONE);
    }

    /** The row of a client, or -1. */
    int find(PtpAddress address, long clockIdentity, int portNumber) {
        int row = buckets[bucket(address)];
        while (row != NONE && !(isAt(row, address) && clock[row] == clockIdentity && port[row] == portNumber)) {
            row = chain[row];
        }
        return row;
    }

    /** Rows of this source address. */
    int countAt(PtpAddress address) {
        int count = 0;
        for (int row = buckets[bucket(address)]; row != NONE; row = chain[row]) {
            count += isAt(row, address) ? 1 : 0;
        }
        return count;
    }

    /** A row for a client that has none. */
    int add(PtpAddress address, long clockIdentity, int portNumber, boolean isStranger) {
        if (free == NONE) {
            grow();
        }
        int row = free;
        free = chain[row];
        addressHigh[row] = address.high();
        addressLow[row] = address.low();
        generalPort[row] = (char) address.port();
        eventPort[row] = EVENT_PORT;
        localHigh[row] = address.localHigh();
        localLow[row] = address.localLow();
        clock[row] = clockIdentity;
        port[row] = portNumber;
        stranger[row] = isStranger;
        unproven[row] = isStranger;
        grants[row] = 0;
        asked[row] = false;
        denied[row] = 0;
        int bucket = bucket(address);
        chain[row] = buckets[bucket];
        buckets[bucket] = row;
        rows++;
        return row;
    }

    void remove(int row) {
        int bucket = bucket(addressHigh[row], addressLow[row]);
        if (buckets[bucket] == row) {
            buckets[bucket] = chain[row];
        } else {
            int before = buckets[bucket];
            while (chain[before] != row) {
                before = chain[before];
            }
            chain[before] = chain[row];
        }
        chain[row] = free;
        free = row;
        clock[row] = 0;
        grants[row] = 0;
        rows--;
    }

    int size() {
        return rows;
    }

    /** Rows there is memory for. */
    int capacity() {
        return chain.length;
    }

    static int stream(int row, GrantType type) {
        return row * GrantType.COUNT + type.index();
    }

    static int row(int stream) {
        return stream / GrantType.COUNT;
    }

    static GrantType type(int stream) {
        return GrantType.of(stream % GrantType.COUNT);
    }

    boolean holds(int stream) {
        return (grants[row(stream)] >>> stream % GrantType.COUNT & 1) != 0;
    }

    boolean holdsAny(int row) {
        return grants[row] != 0;
    }

    /** @param log interval granted, logarithm to base 2 of seconds */
    void grant(int stream, int log, long untilMonoNs) {
        if (!holds(stream)) {
            sent[stream] = 0;
        }
        grants[row(stream)] |= (byte) (1 << stream % GrantType.COUNT);
        logInterval[stream] = (byte) log;
        expiryMonoNs[stream] = untilMonoNs;
    }

    void revoke(int stream) {
        grants[row(stream)] &= (byte) ~(1 << stream % GrantType.COUNT);
    }

    int logInterval(int stream) {
        return logInterval[stream];
    }

    boolean expired(int stream, long nowMonoNs) {
        return expiryMonoNs[stream] - nowMonoNs <= 0;
    }

    /** Takes the next sequenceId of a stream, 0 to 65535. */
    int nextSequence(int stream) {
        sent[stream]++;
        return sequence[stream]++ & 0xFFFF;
    }

    /** The sequenceId that {@link #nextSequence} will give. */
    int sequence(int stream) {
        return sequence[stream] & 0xFFFF;
    }

    /** A request for delay came from a UDP port; {@code stream} is that of the answers, if the row holds it. */
    void request(int row, int stream, int udpPort, long nowMonoNs) {
        eventPort[row] = (char) udpPort;
        requestMonoNs[row] = nowMonoNs;
        asked[row] = true;
        sent[stream]++;
    }

    /** A request for a grant was refused. */
    void deny(int row) {
        denied[row]++;
    }

    /** ns since the last request for delay, or -1. */
    long requestAgeNs(int row, long nowMonoNs) {
        return asked[row] ? nowMonoNs - requestMonoNs[row] : -1;
    }

    int denied(int row) {
        return denied[row];
    }

    /** Messages of a stream since it was granted anew; renewals do not begin anew. */
    int sent(int stream) {
        return sent[stream];
    }

    long remainingNs(int stream, long nowMonoNs) {
        return expiryMonoNs[stream] - nowMonoNs;
    }

    boolean stranger(int row) {
        return stranger[row];
    }

    /** A stranger that has not yet shown that it hears us. */
    boolean unproven(int row) {
        return unproven[row];
    }

    void prove(int row) {
        unproven[row] = false;
    }

    /** A general message came from this UDP port; a translator on the way may have chosen another one than before. */
    void generalPort(int row, int port) {
        generalPort[row] = (char) port;
    }

    /** Where its general messages go. */
    PtpAddress address(int row, PtpAddress into) {
        return address(row, generalPort[row], into);
    }

    /** Where its event messages go. */
    PtpAddress eventAddress(int row, PtpAddress into) {
        return address(row, eventPort[row], into);
    }

    private PtpAddress address(int row, int udpPort, PtpAddress into) {
        return into.set(addressHigh[row], addressLow[row], udpPort).arrivedAt(localHigh[row], localLow[row]);
    }

    long clock(int row) {
        return clock[row];
    }

    int port(int row) {
        return port[row];
    }

    private boolean isAt(int row, PtpAddress address) {
        return addressHigh[row] == address.high() && addressLow[row] == address.low();
    }

    private void grow() {
        int before = capacity();
        int capacity = Math.max(FIRST_CAPACITY, before * 2);
        chain = Arrays.copyOf(chain, capacity);
        addressHigh = Arrays.copyOf(addressHigh, capacity);
        addressLow = Arrays.copyOf(addressLow, capacity);
        generalPort = Arrays.copyOf(generalPort, capacity);
        eventPort = Arrays.copyOf(eventPort, capacity);
        localHigh = Arrays.copyOf(localHigh, capacity);
        localLow = Arrays.copyOf(localLow, capacity);
        clock = Arrays.copyOf(clock, capacity);
        port = Arrays.copyOf(port, capacity);
        stranger = Arrays.copyOf(stranger, capacity);
        unproven = Arrays.copyOf(unproven, capacity);
        grants = Arrays.copyOf(grants, capacity);
        requestMonoNs = Arrays.copyOf(requestMonoNs, capacity);
        asked = Arrays.copyOf(asked, capacity);
        denied = Arrays.copyOf(denied, capacity);
        logInterval = Arrays.copyOf(logInterval, capacity * GrantType.COUNT);
        expiryMonoNs = Arrays.copyOf(expiryMonoNs, capacity * GrantType.COUNT);
        sequence = Arrays.copyOf(sequence, capacity * GrantType.COUNT);
        sent = Arrays.copyOf(sent, capacity * GrantType.COUNT);
        for (int row = capacity - 1; row >= before; row--) {
            chain[row] = free;
            free = row;
        }
        rehash(before, capacity);
    }

    /** All rows below {@code used} are taken when the table grows. */
    private void rehash(int used, int capacity) {
        buckets = new int[capacity];
        Arrays.fill(buckets, NONE);
        for (int row = 0; row < used; row++) {
            int bucket = bucket(addressHigh[row], addressLow[row]);
            chain[row] = buckets[bucket];
            buckets[bucket] = row;
        }
    }

    private int bucket(PtpAddress address) {
        return bucket(address.high(), address.low());
    }

    private int bucket(long high, long low) {
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        return (int) (mixed >>> 32) & (buckets.length - 1);
    }
}
