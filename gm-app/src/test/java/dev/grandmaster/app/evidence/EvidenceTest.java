package dev.grandmaster.app.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryRecorder;
import dev.grandmaster.app.history.Records;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    private static final String UNIT = "001122.fffe.334455";
    private static final int DAY_S = 86_400;

    @TempDir
    private Path folder;
    private DeviceKey key;
    private List<String> file;

    /** Two closed days with a gap, and an open one. */
    @BeforeEach
    void record() throws IOException {
        key = DeviceKey.of(folder);
        AtomicReference<String> failure = new AtomicReference<>("");
        Records records = new Records(3);
        Path database = folder.resolve("history.db");
        try (HistoryRecorder recorder = new HistoryRecorder(database, 400, 100, chapter -> {
            try {
                return key.sign(DayHead.text(chapter, UNIT));
            } catch (GeneralSecurityException e) {
                return "";
            }
        }, chapter -> {
        }, (fails, why) -> failure.set(why))) {
            for (int day = 0; day < 3; day++) {
                long start = Records.DAY + (long) day * DAY_S;
                for (int second = 0; second < 1000; second++) {
                    recorder.add(records.next(start + second + (second < 500 ? 0 : 7)));
                    if (second == 10) {
                        note(recorder, start + 10, "start",
                                "{'at':'day " + day + "','board':'b','simulated':true,'unclean':true}");
                    }
                }
                note(recorder, start + 900, "alarm", "{'code':'antenna-open','state':'active','text':'a, \\\"b\\\"'}");
                note(recorder, start + 901, "change",
                        "{'at':'then','who':'ada','what':'antenna.cableDelayNs','old':'0','new':'<250>'}");
            }
        }
        assertEquals("", failure.get());
        StringBuilder text = new StringBuilder();
        try (HistoryFile history = new HistoryFile(database)) {
            assertEquals(3,
                    EvidenceFile.write(history, UNIT, key, "2026-11-22", "2026-11-24", text).size());
        }
        file = new ArrayList<>(text.toString().lines().toList());
    }

    private static void note(HistoryRecorder recorder, long taiSeconds, String kind, String json) {
        recorder.note(new HistoryFile.Note(taiSeconds * 1_000_000_000L, kind, json.replace('\'', '"')));
    }

    private int line(String beginning) {
        return file.indexOf(file.stream().filter(each -> each.startsWith(beginning)).findFirst().orElseThrow());
    }

    private EvidenceCheck.Outcome check() throws IOException {
        return new EvidenceCheck(key.publicKey())
                .check(new BufferedReader(new StringReader(String.join("\n", file) + "\n")));
    }

    @Test
    void anUntouchedFileIsFoundGoodWithItsGapsTold() throws IOException {
        EvidenceCheck.Outcome outcome = check();
        assertEquals(List.of(), outcome.faults());
        assertEquals(2, outcome.chapters());
        assertEquals(2000, outcome.seconds());
        assertEquals(6, outcome.notes());
        assertEquals("2026-11-22 to 2026-11-24", outcome.period());
        assertEquals(UNIT, outcome.unit());
        assertEquals(4, outcome.remarks().size(), outcome.remarks().toString());
        assertTrue(outcome.remarks().getFirst().contains("7 s were not recorded"), outcome.remarks().toString());
    }

    @Test
    void aChangedMissingOrInsertedSecondIsFoundWhereItIs() throws IOException {
        int line = 700;
        List<String> good = List.copyOf(file);
        file.set(line, file.get(line).replace(",LOCKED,", ",HOLDOVER,"));
        assertTrue(check().faults().getFirst().startsWith("line " + (line + 1) + ": the chain breaks"));
        file = new ArrayList<>(good);
        file.remove(line);
        assertTrue(check().faults().getFirst().startsWith("line " + (line + 1) + ": the chain breaks"));
        file = new ArrayList<>(good);
        file.add(line, file.get(line));
        assertTrue(check().faults().getFirst().startsWith("line " + (line + 2) + ": the chain breaks"));
        file = new ArrayList<>(good);
        String line1 = file.get(line);
        file.set(line, file.get(line + 1));
        file.set(line + 1, line1);
        assertFalse(check().faults().isEmpty());
    }

    @Test
    void aChangedMissingOrInsertedAlarmOrChangeIsFoundWhereItIs() throws IOException {
        List<String> good = List.copyOf(file);
        int alarm = line("taiNs,") + 2;
        assertTrue(file.get(alarm).contains(",alarm,\"{\"\"code\"\":\"\"antenna-open\"\""), file.get(alarm));
        file.set(alarm, file.get(alarm).replace("antenna-open", "heartbeat"));
        assertBreaks(alarm);
        file = new ArrayList<>(good);
        file.remove(alarm);
        assertBreaks(alarm);
        file = new ArrayList<>(good);
        file.add(alarm, file.get(alarm));
        assertBreaks(alarm + 1);
        file = new ArrayList<>(good);
        file.set(alarm + 1, file.get(alarm + 1).replace("<250>", "<251>"));
        assertBreaks(alarm + 1);
        file = new ArrayList<>(good);
        file.remove(alarm + 1); // the last one: no later link can break
        assertTrue(check().faults().getFirst().contains("chapter 1 has 1000 seconds and 2 notes, not 1000 and 3"));
        file = new ArrayList<>(good);
        int today = file.lastIndexOf("# open") - 1;
        file.remove(today); // of the day that is not signed yet
        assertTrue(check().faults().getFirst().contains("the chain of the file ends elsewhere"));
    }

    private void assertBreaks(int index) throws IOException {
        List<String> faults = check().faults();
        assertTrue(faults.getFirst().startsWith("line " + (index + 1) + ": the chain breaks here: this note"),
                faults.toString());
    }

    @Test
    void whatIsCutOffAtEitherEndIsFound() throws IOException {
        List<String> good = List.copyOf(file);
        file.subList(line("# chapter 1"), line("# chapter 2")).clear();
        assertTrue(check().faults().getFirst().contains("has chapters 2 to 3, and was made with 1 to 3"));
        file = new ArrayList<>(good);
        file.subList(line("# chapter 3"), line("# period")).clear();
        assertTrue(check().faults().getFirst().contains("has chapters 1 to 2, and was made with 1 to 3"));
        file = new ArrayList<>(good);
        file.removeLast();
        assertTrue(check().faults().getFirst().contains("does not say what period it is of"));
        file = new ArrayList<>(good);
        file.add("# open");
        assertTrue(check().faults().getFirst().contains("behind the end"));
        file = new ArrayList<>(good);
        file.set(file.size() - 1, file.getLast().replace("2026-11-24", "2026-11-25"));
        assertTrue(check().faults().getFirst().contains("the period is not signed"));
    }

    @Test
    void aPeriodWithoutRecordsIsSaidAndSigned() throws IOException {
        StringBuilder text = new StringBuilder();
        try (HistoryFile history = new HistoryFile(folder.resolve("history.db"))) {
            assertEquals(List.of(), EvidenceFile.write(history, UNIT, key, "2025-01-01", "2025-01-02", text));
        }
        file = new ArrayList<>(text.toString().lines().toList());
        assertEquals(List.of(), check().faults());
        assertEquals("2025-01-01 to 2025-01-02", check().period());
    }

    @Test
    void aChainThatWasMadeAnewIsNotSigned() throws IOException {
        int last = line("# head");
        file.set(last, file.get(last).replaceFirst("head [0-9a-f]{4}", "head 0000"));
        List<String> faults = check().faults();
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("is not signed")), faults.toString());
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("does not go on from")), faults.toString());
    }

    @Test
    void aMissingDayAndAnotherUnitsKeyAreFound() throws IOException {
        file.subList(line("# chapter 2"), line("# chapter 3")).clear();
        assertTrue(check().faults().stream().anyMatch(fault -> fault.contains("chapter 3 follows chapter 1")));
        DeviceKey other = DeviceKey.of(Files.createDirectory(folder.resolve("other")));
        EvidenceCheck.Outcome outcome = new EvidenceCheck(other.publicKey())
                .check(new BufferedReader(new StringReader(String.join("\n", file))));
        assertTrue(outcome.faults().stream().anyMatch(fault -> fault.contains("not that of the unit")));
    }

    @Test
    void foreignAndCutFilesAreRefused() throws IOException {
        file.subList(600, file.size()).clear();
        assertTrue(check().faults().getFirst().contains("ends within chapter 1"));
        for (String foreign : List.of("", "x", "# grandmaster evidence 1\n1,2,3\n# head\n# open",
                "# grandmaster evidence 1\n# chapter 1 day x previous zz")) {
            EvidenceCheck.Outcome outcome = new EvidenceCheck(null)
                    .check(new BufferedReader(new StringReader(foreign)));
            assertFalse(outcome.faults().isEmpty(), foreign);
        }
    }

    @Test
    void theKeyIsMadeOnceAndNobodyElseMayReadIt() throws IOException {
        assertEquals(key.publicKey(), DeviceKey.of(folder).publicKey());
        assertEquals("rw-------", PosixFilePermissions
                .toString(Files.getPosixFilePermissions(folder.resolve(DeviceKey.PRIVATE))));
    }

    @Test
    void theReportTellsOfHoldoversStartsAndWhoChangedWhat() throws IOException {
        try (HistoryFile history = new HistoryFile(folder.resolve("history.db"))) {
            String page = EvidenceReport.html(history, history.chapters(), UNIT, key.publicKey(), "2026-11-22",
                    "2026-11-24");
            assertTrue(page.contains("<td>antenna.cableDelayNs</td><td>0</td><td>&lt;250&gt;</td>"), page);
            assertTrue(page.contains("<td>day 1</td><td>b, SIMULATED: this time is invented</td>"
                    + "<td>did not end in order</td>"), page);
            assertTrue(page.contains("<td>antenna-open ()</td>"), page);
            assertTrue(page.contains("<td colspan=\"3\">none</td>"), page); // holdovers
            history.chapters().forEach(chapter -> assertTrue(page.contains(chapter.head()), chapter.day()));
        }
    }
}
