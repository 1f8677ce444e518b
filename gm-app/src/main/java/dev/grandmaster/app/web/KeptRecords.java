package dev.grandmaster.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.app.evidence.DeviceKey;
import dev.grandmaster.app.evidence.EvidenceCheck;
import dev.grandmaster.app.evidence.EvidenceFile;
import dev.grandmaster.app.evidence.EvidenceReport;
import dev.grandmaster.app.evidence.EvidenceSummary;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.history.History;
import dev.grandmaster.web.api.Records;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Json;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The record on the disk for the pages. Each answer opens the store for itself, so that a slow reader holds up nobody. */
public final class KeptRecords implements Records {

    /** More than a quarter is read by {@code gm evidence}, in a process of its own. */
    private static final int MOST_DAYS = 92;
    private static final int MOST_NOTES = 500;

    private final History history;
    private final Path file;
    private final Path stateDirectory;
    private final String clockIdentity;
    private final boolean kept;
    private final SupportBundle bundle;

    /**
     * A view of the record.
     *
     * @param history for short questions
     * @param file    the store
     * @param kept    whether a record is kept at all
     */
    public KeptRecords(History history, Path file, Path stateDirectory, String clockIdentity, boolean kept,
            SupportBundle bundle) {
        this.history = history;
        this.file = file;
        this.stateDirectory = stateDirectory;
        this.clockIdentity = clockIdentity;
        this.kept = kept;
        this.bundle = bundle;
    }

    @Override
    public History history() {
        if (!kept) {
            throw new Refusal(409, "not kept", "history.enabled is false");
        }
        return history;
    }

    private HistoryFile opened(String fromDay, String toDay) {
        history();
        if (ChronoUnit.DAYS.between(LocalDate.parse(fromDay), LocalDate.parse(toDay)) >= MOST_DAYS) {
            throw Refusal.ofField("from",
                    "at most " + MOST_DAYS + " days before \"to\"; gm evidence writes longer ones");
        }
        return new HistoryFile(file);
    }

    private DeviceKey key() {
        try {
            return DeviceKey.of(stateDirectory);
        } catch (IOException e) {
            throw new Refusal(503, "no key", "the unit's key cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Map<String, @Nullable Object> evidence(String fromDay, String toDay) {
        try (HistoryFile store = opened(fromDay, toDay)) {
            List<Chapter> chapters = EvidenceFile.chapters(store, fromDay, toDay);
            EvidenceSummary summary = EvidenceSummary.of(store, chapters);
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("unit", clockIdentity);
            tree.put("publicKey", key().publicKey());
            tree.put("from", fromDay);
            tree.put("to", toDay);
            tree.putAll(summary.parts());
            for (String kind : List.of("alarm", "change", "configuration", "start")) {
                List<Object> ofKind = new ArrayList<>();
                summary.notes().stream().filter(note -> note.kind().equals(kind)).limit(MOST_NOTES)
                        .forEach(note -> ofKind.add(Json.object(note.json())));
                tree.put(kind + "s", ofKind);
            }
            tree.put("days", chapters.stream().map(chapter -> Map.of("day", chapter.day(), "seconds",
                    chapter.seconds(), "notes", chapter.notes(), "head", chapter.head(), "signature",
                    chapter.signature())).toList());
            return tree;
        }
    }

    @Override
    public Answer.Maker evidenceCsv(String fromDay, String toDay) {
        DeviceKey key = key();
        HistoryFile store = opened(fromDay, toDay);
        return out -> {
            try (store) {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                EvidenceFile.write(store, clockIdentity, key, fromDay, toDay, text);
                text.flush();
            }
        };
    }

    @Override
    public Answer.Maker evidenceHtml(String fromDay, String toDay) {
        String publicKey = key().publicKey();
        HistoryFile store = opened(fromDay, toDay);
        return out -> {
            try (store) {
                List<Chapter> chapters = EvidenceFile.chapters(store, fromDay, toDay);
                write(out, EvidenceReport.html(store, chapters, clockIdentity, publicKey, fromDay, toDay));
            }
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, @Nullable Object> verify(InputStream csv) {
        EvidenceCheck.Outcome outcome;
        try (BoundedLines lines = new BoundedLines(csv)) {
            outcome = new EvidenceCheck(null).check(lines);
        } catch (BoundedLines.TooLong e) {
            throw new Refusal(400, "no file of evidence", "a line is longer than any of evidence");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("good", outcome.faults().isEmpty());
        tree.put("unit", outcome.unit());
        tree.put("publicKey", outcome.publicKey());
        tree.put("ours", Files.exists(stateDirectory.resolve(DeviceKey.PUBLIC))
                && outcome.publicKey().equals(key().publicKey()));
        tree.put("signedDays", outcome.chapters());
        tree.put("seconds", outcome.seconds());
        tree.put("notes", outcome.notes());
        tree.put("period", outcome.period());
        tree.put("faults", outcome.faults());
        tree.put("remarks", outcome.remarks());
        return tree;
    }

    @Override
    public Answer.Maker supportBundle(String who) {
        return bundle.asked(who);
    }
}
