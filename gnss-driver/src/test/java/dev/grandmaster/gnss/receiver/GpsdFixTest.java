package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.state.GnssStatus;
import org.junit.jupiter.api.Test;

/**
 * The kinds of fix and the numbers of satellites used that we see in a recording against those that gpsd saw in it. gpsd joins messages
 * into epochs by its own rules and reports in between, so the two are compared as sets over the recording: nothing may come up here that
 * gpsd never saw, and what it saw longest must come up here.
 */
class GpsdFixTest {

    private static final Pattern MODE = Pattern.compile("\"class\":\"TPV\"[^\\n]*?\"mode\":([0-3])([^\\n]*)");
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern USED = Pattern.compile("\"uSat\":(\\d+)");

    /** GNS says 9 for all systems together, GGA 5 for one, and GSA lists 10: gpsd counts GSA, we take what GNS says. */
    private static final Set<String> OTHER_COUNT = Set.of("quectel-eg25-g-2.log");
    /** GSA says 2D, or not yet 3D: gpsd goes by the altitude in GGA. */
    private static final Set<String> OTHER_MODE = Set.of("ch-4711.log", "iTrek.log", "ublox-lea-4h.log");

    @Test
    void kindsOfFixAndSatellitesUsedAreThoseOfGpsd() {
        int modes = 0;
        int counts = 0;
        StringBuilder differences = new StringBuilder();
        for (Path log : Corpus.streams()) {
            String theirs = expectation(log);
            Matcher first = TIME.matcher(theirs);
            if (!first.find()) {
                continue;
            }
            String name = String.valueOf(log.getFileName());
            Replay replay = new Replay(Corpus.bytes(log),
                    Instant.parse(first.group(1)).getEpochSecond() - Calendar.DAY);
            Map<Integer, Integer> ourModes = new TreeMap<>();
            Set<Integer> ourCounts = new TreeSet<>();
            for (GnssStatus picture : replay.pictures) {
                ourModes.merge(dimension(picture.fix()), 1, Integer::sum);
                ourCounts.add(picture.satellitesUsed());
            }
            Set<Integer> theirModes = new TreeSet<>();
            Matcher mode = MODE.matcher(theirs);
            while (mode.find()) {
                theirModes.add(Math.max(1, Integer.parseInt(mode.group(1))));
            }
            Set<Integer> theirCounts = new TreeSet<>();
            Matcher used = USED.matcher(theirs);
            while (used.find()) {
                theirCounts.add(Integer.parseInt(used.group(1)));
            }
            ourModes.remove(1);
            if (!ourModes.isEmpty() && !OTHER_MODE.contains(name)) {
                if (theirModes.containsAll(ourModes.keySet())) {
                    modes++;
                } else {
                    differences.append(name).append(" modes ").append(ourModes).append(theirModes).append('\n');
                }
            }
            ourCounts.remove(0);
            if (!ourCounts.isEmpty() && !theirCounts.isEmpty() && !OTHER_COUNT.contains(name)) {
                Set<Integer> alien = new TreeSet<>(ourCounts);
                alien.removeAll(theirCounts);
                if (alien.isEmpty()) {
                    counts++;
                } else {
                    differences.append(name).append(" used ").append(ourCounts).append(theirCounts).append('\n');
                }
            }
        }
        assertEquals("", differences.toString());
        assertTrue(modes > 20 && counts > 20, modes + " modes, " + counts + " counts");
    }

    private static int dimension(GnssStatus.Fix fix) {
        return switch (fix) {
            case NONE, DEAD_RECKONING -> 1;
            case TWO_D -> 2;
            case THREE_D, TIME_ONLY -> 3;
        };
    }

    private static String expectation(Path log) {
        for (String ending : new String[]{".chk", ".chk.gz"}) {
            Path expectation = log.resolveSibling(log.getFileName() + ending);
            if (Files.exists(expectation)) {
                return new String(Corpus.bytes(expectation), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
