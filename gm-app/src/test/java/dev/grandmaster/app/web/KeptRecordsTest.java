package dev.grandmaster.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.grandmaster.app.evidence.DayHead;
import dev.grandmaster.app.evidence.DeviceKey;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryRecorder;
import dev.grandmaster.app.history.Records;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record as the evidence page sees it: a closed day and an open one. */
class KeptRecordsTest {

    private static final String UNIT = "001122.fffe.334455";
    private static final int DAY_S = 86_400;

    @TempDir
    private Path folder = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void record() throws IOException {
        DeviceKey key = DeviceKey.of(folder);
        database = folder.resolve("history.db");
        Records records = new Records(3);
        try (HistoryRecorder recorder = new HistoryRecorder(database, 400, 100, chapter -> {
            try {
                return key.sign(DayHead.text(chapter, UNIT));
            } catch (GeneralSecurityException e) {
                return "";
            }
        }, chapter -> {
        }, (fails, why) -> {
        })) {
            for (int day = 0; day < 2; day++) {
                for (int second = 0; second < 500; second++) {
                    recorder.add(records.next(Records.DAY + (long) day * DAY_S + second));
                }
            }
        }
    }

    private KeptRecords kept(boolean recording) {
        AuditTrail audit = new AuditTrail(folder.resolve("audit.jsonl"), () -> 0, line -> {
        });
        return new KeptRecords(new HistoryFile(database), database, folder, UNIT, recording, new SupportBundle(audit));
    }

    private static byte[] made(Answer.Maker maker) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        maker.write(out);
        return out.toByteArray();
    }

    @Test
    void aPeriodIsCounted() {
        Map<String, @Nullable Object> found = kept(true).evidence("2026-11-22", "2026-11-22");
        assertEquals(500L, found.get("seconds"));
        assertEquals(86_400L, found.get("expectedSeconds"));
        assertEquals(1, ((List<?>) Objects.requireNonNull(found.get("days"))).size());
        assertEquals(0L, kept(true).evidence("2026-10-01", "2026-10-02").get("seconds"));
    }

    @Test
    void whatWasDownloadedIsFoundGoodAndWhatWasChangedIsNot() throws IOException {
        KeptRecords kept = kept(true);
        byte[] csv = made(kept.evidenceCsv("2026-11-22", "2026-11-23"));
        Map<String, @Nullable Object> good = kept.verify(new ByteArrayInputStream(csv));
        assertEquals(true, good.get("good"), good::toString);
        assertEquals(true, good.get("ours"));
        assertEquals(1, good.get("signedDays"));
        String changed = new String(csv, StandardCharsets.UTF_8).replaceFirst(",LOCKED,", ",HOLDOVER,");
        Map<String, @Nullable Object> bad = kept.verify(
                new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)));
        assertEquals(false, bad.get("good"), bad::toString);
        assertThrows(Refusal.class, () -> kept.verify(new ByteArrayInputStream(new byte[100_000])));
    }

    @Test
    void longPeriodsAndARecordThatIsNotKeptAreRefused() {
        assertThrows(Refusal.class, () -> kept(true).evidence("2026-01-01", "2026-11-22"));
        assertThrows(Refusal.class, () -> kept(false).evidence("2026-11-22", "2026-11-22"));
        assertThrows(Refusal.class, () -> kept(false).history());
    }
}
