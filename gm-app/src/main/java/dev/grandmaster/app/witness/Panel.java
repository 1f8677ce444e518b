package dev.grandmaster.app.witness;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.time.Testimony;

/**
 * Makes one testimony of several readings: the instants that most of them allow, as K. Marzullo's agreement of intervals has it (RFC 5905
 * section 11.2.1 uses the same idea). Whoever is not among the majority is left out; without a majority there is no testimony.
 */
final class Panel {

    /** Who is less certain than this tells no second from its neighbour and does not count as one of several sources. */
    private static final long TELLS_SECONDS_NS = 500_000_000L;

    private Panel() {
    }

    /** @param readings at most one of each source, none of them old */
    static Optional<Testimony> hear(List<Reading> readings, long nowMonoNs) {
        int most = 0;
        long fromNs = 0;
        long toNs = 0;
        // The common part of the largest group begins where one of its members begins.
        for (Reading beginning : readings) {
            long earliestNs = beginning.earliestNs(nowMonoNs);
            long latestNs = Long.MAX_VALUE;
            int group = 0;
            for (Reading other : readings) {
                if (other.earliestNs(nowMonoNs) <= earliestNs && earliestNs <= other.latestNs(nowMonoNs)) {
                    group++;
                    latestNs = Math.min(latestNs, other.latestNs(nowMonoNs));
                }
            }
            if (group > most) {
                most = group;
                fromNs = earliestNs;
                toNs = latestNs;
            }
        }
        if (2 * most <= readings.size()) {
            return Optional.empty();
        }
        long halfNs = (toNs - fromNs) / 2;
        long beginNs = fromNs;
        long agreed = readings.stream().filter(reading -> reading.uncertaintyNs() <= TELLS_SECONDS_NS
                && reading.earliestNs(nowMonoNs) <= beginNs && beginNs <= reading.latestNs(nowMonoNs)).count();
        return Optional.of(new Testimony(fromNs + halfNs, nowMonoNs, halfNs + 1, (int) Math.max(1, agreed)));
    }
}
