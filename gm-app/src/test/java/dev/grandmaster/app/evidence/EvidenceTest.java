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
import java.time.LocalDate;
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
                recorder.note(new HistoryFile.Note((Records.DAY + (long) day * DAY_S + 10) * 1_000_000_000L, "start",
                        "{\"at\":\"day " + day + "\",\"board\":\"b\",\"simulated\":true,\"unclean\":true}"));
                for (int second = 0; second < 1000; second++) {
                    recorder.add(records.next(Records.DAY + (long) day * DAY_S + second + (second < 500 ? 0 : 7)));
                }
            }
        }
        assertEquals("", failure.get());
        StringBuilder text = new StringBuilder();
        try (HistoryFile history = new HistoryFile(database)) {
            assertEquals(3,
                    EvidenceFile.write(history, UNIT, key.publicKey(), "2026-11-22", "2026-11-24", text).size());
        }
        file = new ArrayList<>(text.toString().lines().toList());
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
    void aChainThatWasMadeAnewIsNotSigned() throws IOException {
        int last = 0;
        while (!file.get(last).startsWith("# head")) {
            last++;
        }
        file.set(last, file.get(last).replaceFirst("head [0-9a-f]{4}", "head 0000"));
        List<String> faults = check().faults();
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("is not signed")), faults.toString());
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("does not go on from")), faults.toString());
    }

    @Test
    void amissingDayAndAnotherUnitsKeyAreFound() throws IOException {
        int first = file
                .indexOf(file.stream().filter(line -> line.startsWith("# chapter 2")).findFirst().orElseThrow());
        int end = file.indexOf(file.stream().filter(line -> line.startsWith("# chapter 3")).findFirst().orElseThrow());
        file.subList(first, end).clear();
        assertTrue(check().faults().stream().anyMatch(fault -> fault.contains("chapter 3 follows chapter 1")));
        DeviceKey other = DeviceKey.of(Files.createDirectory(folder.resolve("other")));
        EvidenceCheck.Outcome outcome = new EvidenceCheck(other.publicKey())
                .check(new BufferedReader(new StringReader(String.join("\n", file))));
        assertTrue(outcome.faults().stream().anyMatch(fault -> fault.contains("not that of the unit")));
    }

    @Test
    void foreignAndCutFilesAreRefused() throws IOException {
        file.subList(600, file.size()).clear();
        assertTrue(check().faults().getLast().contains("ends within chapter 1"));
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
        Path trail = folder.resolve("audit.jsonl");
        Files.writeString(folder.resolve("audit.jsonl.1"),
                "{\"unixS\":1795305700,\"who\":\"ada\",\"what\":\"antenna.cableDelayNs\",\"old\":0,\"new\":\"<250>\"}\n");
        Files.writeString(trail,
                "{\"unixS\":1795305701,\"who\":\"ada\",\"what\":\"logged in\",\"old\":null,\"new\":null}\n"
                        + "{\"unixS\":1,\"who\":\"long ago\",\"what\":\"x\",\"old\":1,\"new\":2}\n{\"unixS\":17953");
        List<AuditedChange> changes = AuditedChange.within(trail, LocalDate.parse("2026-11-22"),
                LocalDate.parse("2026-11-24"));
        assertEquals(List.of("ada"), changes.stream().map(AuditedChange::who).toList());
        try (HistoryFile history = new HistoryFile(folder.resolve("history.db"))) {
            String page = EvidenceReport.html(history, history.chapters(), UNIT, key.publicKey(), "2026-11-22",
                    "2026-11-24", changes);
            assertTrue(page.contains("<td>antenna.cableDelayNs</td><td>0</td><td>&lt;250&gt;</td>"), page);
            assertTrue(page.contains("<td>day 1</td><td>b, SIMULATED: this time is invented</td>"
                    + "<td>did not end in order</td>"), page);
            assertTrue(page.contains("<td colspan=\"5\">none</td>"), page); // alarms
            history.chapters().forEach(chapter -> assertTrue(page.contains(chapter.head()), chapter.day()));
        }
    }
}
