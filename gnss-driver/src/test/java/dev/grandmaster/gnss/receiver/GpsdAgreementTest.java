package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

/**
 * The seconds that we name against those in which gpsd saw a fix. gpsd joins the messages of an epoch and reports it when the
 * next one begins, so it may miss the first or the last one of a recording; we name less than it does where a recording
 * jumps (a jump of a date is refused for a while) and where the fix is told in messages that we do not read.
 */
class GpsdAgreementTest {

    private static final Pattern FIX = Pattern
            .compile("\"class\":\"TPV\"[^\\n]*?\"mode\":([23])[^\\n]*?\"time\":\"([^\"]+)\"");

    /** Seconds that we name and gpsd does not, where it is not just one at an end. */
    private static final Map<String, Integer> KNOWN = Map.of(
            // gpsd reports the first fix later than the receiver does.
            "hemi.log", 7, "gp-320fw-2019-03-28.log", 1, "gp-320fw-2019-04-06-overflow.log", 1, "tr737A+.log", 1,
            "ublox-aek-4t.log", 1, "ublox-lea-5h.log", 1,
            // Made of torn sentences.
            "tcp-torture.log", 1,
            // RMC, GGA and ZDA come in turns, so that gpsd dates some epochs by their neighbours.
            "humminbird-M37.log", 2,
            // Epochs between the answers of a configuration dialogue, which gpsd does not close.
            "ublox-lea-m8f.log", 10);

    @Test
    void weNameWhatGpsdSaw() {
        int agreed = 0;
        for (Path log : Corpus.streams()) {
            SortedSet<Long> theirs = theirs(log);
            if (theirs.isEmpty()) {
                continue;
            }
            SortedSet<Long> ours = ours(log, theirs.first());
            SortedSet<Long> onlyOurs = new TreeSet<>(ours);
            onlyOurs.removeAll(theirs);
            agreed += ours.size() - onlyOurs.size();
            String name = String.valueOf(log.getFileName());
            Integer known = KNOWN.get(name);
            if (known != null) {
                assertEquals(known, onlyOurs.size(), name);
            } else {
                onlyOurs.remove(theirs.first() - 1);
                onlyOurs.remove(theirs.last() + 1);
                assertEquals(new TreeSet<>(), onlyOurs, name);
            }
        }
        assertTrue(agreed > 1_100, "seconds that both name: " + agreed);
    }

    private static SortedSet<Long> ours(Path log, long first) {
        SortedSet<Long> seconds = new TreeSet<>();
        for (SecondLabel label : new Replay(Corpus.bytes(log), first - Calendar.DAY).all(SecondLabel.class)) {
            if (label.scale() == TimeScale.UTC && label.pulse() == NamedPulse.PRECEDING) {
                seconds.add(label.scaleSeconds());
            }
        }
        return seconds;
    }

    private static SortedSet<Long> theirs(Path log) {
        SortedSet<Long> seconds = new TreeSet<>();
        for (String ending : new String[]{".chk", ".chk.gz"}) {
            Path expectation = log.resolveSibling(log.getFileName() + ending);
            if (Files.exists(expectation)) {
                Matcher fix = FIX.matcher(new String(Corpus.bytes(expectation), StandardCharsets.UTF_8));
                while (fix.find()) {
                    seconds.add(Math.floorDiv(Instant.parse(fix.group(2)).toEpochMilli() + 5, 1_000));
                }
            }
        }
        return seconds;
    }
}
