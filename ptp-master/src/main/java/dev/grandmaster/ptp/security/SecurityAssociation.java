package dev.grandmaster.ptp.security;

import java.util.Arrays;
import java.util.List;

/**
 * Keys that a group of clocks shares.
 *
 * @param spp securityParameterPointer, 0 to 255
 * @param activeKeyId the key that seals our messages
 * @param keys all that are accepted; the active one among them
 */
public record SecurityAssociation(int spp, long activeKeyId, List<Key> keys) {

    /** Integrity algorithms, with the octets of their ICV. */
    public enum Algorithm {
        /** The first 128 bits of it. */
        HMAC_SHA256_128(16), HMAC_SHA256(32);

        private final int icvLength;

        Algorithm(int icvLength) {
            this.icvLength = icvLength;
        }

        int icvLength() {
            return icvLength;
        }
    }

    /** A key. Says nothing of its octets to anybody who prints it. */
    public static final class Key {
        private final long id;
        private final Algorithm algorithm;
        private final byte[] octets;

        /** @param id 1 to 2^32 - 1 */
        public Key(long id, Algorithm algorithm, byte[] octets) {
            if (id < 1 || id > 0xFFFF_FFFFL || octets.length == 0) {
                throw new IllegalArgumentException("a key has an id from 1 to 4294967295 and at least one octet");
            }
            this.id = id;
            this.algorithm = algorithm;
            this.octets = octets.clone();
        }

        public long id() {
            return id;
        }

        public Algorithm algorithm() {
            return algorithm;
        }

        byte[] octets() {
            return octets.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && id == that.id && algorithm == that.algorithm
                    && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }

        @Override
        public String toString() {
            return "key " + id + ' ' + algorithm;
        }
    }

    public SecurityAssociation {
        keys = List.copyOf(keys);
        long active = activeKeyId;
        if (spp < 0 || spp > 255 || keys.stream().noneMatch(key -> key.id() == active)) {
            throw new IllegalArgumentException("spp is 0 to 255, and the active key is one of the association's");
        }
    }
}
