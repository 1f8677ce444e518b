package dev.grandmaster.linux.net;

import java.util.Arrays;

import dev.grandmaster.board.PtpAddress;

/**
 * By which neighbour a client is reached: the MAC address that its last granted request came from.
 *
 * <p>What is heard of addresses without a grant stays in a fixed number of places, where a later address takes the place of an earlier
 * one. Only a grant makes an entry, and the entry ends with the client's last grant, so that there are never more than clients. Not for use by more than one
 * thread; grows with the number of clients, otherwise allocates nothing.
 */
final class NextHops {

    static final long UNKNOWN = 0;

    /** Requests of a burst that were heard and are not yet answered. */
    private static final int HEARD = 4_096;
    private static final int FIRST_CAPACITY = 64;
    /** The group bit of a MAC address in the low 48 bits. */
    private static final long GROUP = 0x0100_0000_0000L;

    private final long[] heardHigh = new long[HEARD];
    private final long[] heardLow = new long[HEARD];
    private final long[] heardMac = new long[HEARD];

    /** Open addressing, at most half full; a place without holders is free. */
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private long[] mac = new long[FIRST_CAPACITY];
    private int[] holders = new int[FIRST_CAPACITY];
    private int size;

    /** A request from an address came in a frame of this MAC address. */
    void heard(long addressHigh, long addressLow, long from) {
        if (from == UNKNOWN || (from & GROUP) != 0) {
            return;
        }
        int place = hash(addressHigh, addressLow) & HEARD - 1;
        heardHigh[place] = addressHigh;
        heardLow[place] = addressLow;
        heardMac[place] = from;
    }

    /** The request heard last of this address was granted; {@code anew}: to somebody there who held nothing before. */
    void admit(PtpAddress client, boolean anew) {
        int place = find(client.high(), client.low());
        if (holders[place] == 0) {
            if (!anew) {
                return;
            }
            if (2 * (size + 1) > high.length) {
                grow();
                place = find(client.high(), client.low());
            }
            high[place] = client.high();
            low[place] = client.low();
            mac[place] = UNKNOWN;
            size++;
        }
        holders[place] += anew ? 1 : 0;
        int from = hash(client.high(), client.low()) & HEARD - 1;
        if (heardMac[from] != UNKNOWN && heardHigh[from] == client.high() && heardLow[from] == client.low()) {
            mac[place] = heardMac[from];
        }
    }

    /** Somebody at this address holds nothing any longer. */
    void dismiss(PtpAddress client) {
        int place = find(client.high(), client.low());
        if (holders[place] > 0 && --holders[place] == 0) {
            size--;
            closeUp(place);
        }
    }

    /** The MAC address in the low 48 bits that leads to a client with a grant, or {@link #UNKNOWN}. */
    long of(PtpAddress client) {
        int place = find(client.high(), client.low());
        return holders[place] == 0 ? UNKNOWN : mac[place];
    }

    /** The network may be another one: nobody's neighbour is known until the next request. */
    void forget() {
        Arrays.fill(heardMac, UNKNOWN);
        Arrays.fill(mac, UNKNOWN);
    }

    /** Addresses with a grant. */
    int size() {
        return size;
    }

    /** Where the address is, or the free place where it would be. */
    private int find(long addressHigh, long addressLow) {
        int place = hash(addressHigh, addressLow) & high.length - 1;
        while (holders[place] > 0 && (low[place] != addressLow || high[place] != addressHigh)) {
            place = place + 1 & high.length - 1;
        }
        return place;
    }

    /** Moves those that stand behind a place that became free to where they are found again. */
    private void closeUp(int freed) {
        int mask = high.length - 1;
        int free = freed;
        for (int place = free + 1 & mask; holders[place] > 0; place = place + 1 & mask) {
            int wanted = hash(high[place], low[place]) & mask;
            if ((place - wanted & mask) >= (place - free & mask)) {
                put(free, high[place], low[place], mac[place], holders[place]);
                holders[place] = 0;
                free = place;
            }
        }
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldMac = mac;
        int[] oldHolders = holders;
        int capacity = 2 * oldHigh.length;
        high = new long[capacity];
        low = new long[capacity];
        mac = new long[capacity];
        holders = new int[capacity];
        for (int i = 0; i < oldHigh.length; i++) {
            if (oldHolders[i] > 0) {
                put(find(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldMac[i], oldHolders[i]);
            }
        }
    }

    private void put(int place, long addressHigh, long addressLow, long hop, int count) {
        high[place] = addressHigh;
        low[place] = addressLow;
        mac[place] = hop;
        holders[place] = count;
    }

    private static int hash(long addressHigh, long addressLow) {
        long mixed = (addressHigh * 31 + addressLow) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        return (int) (mixed >>> 32);
    }
}
