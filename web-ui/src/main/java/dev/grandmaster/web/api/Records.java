package dev.grandmaster.web.api;

import java.io.InputStream;
import java.util.Map;

import dev.grandmaster.history.History;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** What was recorded, and what is made of it for others. Any of it may take a while. */
public interface Records {

    /** One record a second for more than a year; throws a refusal where none is kept. */
    History history();

    /**
     * What a period was like: days, seconds, the worst bound, shares within limits, holdovers, alarms, changes.
     *
     * @param fromDay first UTC day, such as {@code 2026-11-01}
     * @param toDay   last one
     */
    Map<String, @Nullable Object> evidence(String fromDay, String toDay);

    /** The seconds of a period as CSV with a signed chain. */
    Answer.Maker evidenceCsv(String fromDay, String toDay);

    /** The report of a period for people and printers. */
    Answer.Maker evidenceHtml(String fromDay, String toDay);

    /**
     * Checks a file of evidence, read to its end and kept nowhere.
     *
     * @return unit, key, whether it is this unit's, signed days, seconds, faults, remarks
     * @throws Refusal where it is no text with lines of a sane length
     */
    Map<String, @Nullable Object> verify(InputStream csv);

    /** What somebody who helps needs to see, without secrets: a zip file. */
    Answer.Maker supportBundle(String who);
}
