package dev.grandmaster.app.recording;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.grandmaster.discipline.DisciplineAgent.Given;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import org.jspecify.annotations.Nullable;

/** What comes to the discipline. */
public final class Inlets implements Inlet {

    private final Supplier<Given> newest;
    private final Latest<Given> taken;
    private @Nullable DisciplineSettings knownSettings;
    private Optional<LeapSecondTable> knownLeapSeconds = Optional.empty();
    private Optional<Testimony> knownTestimony = Optional.empty();
    private RehearsalRequest knownRehearsal = RehearsalRequest.NONE;

    /**
     * @param newest what the house has to give
     * @param taken  what the discipline is given in the cycle that comes
     */
    public Inlets(Supplier<Given> newest, Latest<Given> taken) {
        this.newest = newest;
        this.taken = taken;
    }

    @Override
    public void record(Recorder recorder) {
        Given given = newest.get();
        taken.set(given);
        DisciplineSettings settings = given.settings();
        if (!settings.equals(knownSettings)) {
            knownSettings = settings;
            recorder.entry(Entry.SETTINGS, out -> {
                out.real(settings.antenna().cableDelayNs());
                out.real(settings.holdover().minLockSeconds());
                out.real(settings.holdover().specNs());
                out.real(settings.holdover().returnSeconds());
                out.real(settings.holdover().requalifySeconds());
            });
        }
        Optional<LeapSecondTable> list = given.leapSeconds();
        if (!list.equals(knownLeapSeconds)) {
            knownLeapSeconds = list;
            recorder.entry(Entry.LEAP_SECONDS, out -> out.optional(list, table -> {
                out.text(table.source());
                out.whole(table.expiresTaiNs());
                out.number(table.entries().size());
                table.entries().forEach(entry -> {
                    out.whole(entry.fromUtcSeconds());
                    out.number(entry.taiMinusUtcSeconds());
                });
            }));
        }
        Optional<Testimony> word = given.testimony();
        if (!word.equals(knownTestimony)) {
            knownTestimony = word;
            recorder.entry(Entry.TESTIMONY, out -> out.optional(word, said -> {
                out.whole(said.utcNs());
                out.whole(said.monoNs());
                out.whole(said.uncertaintyNs());
                out.number(said.sources());
            }));
        }
        RehearsalRequest rehearsal = given.rehearsal();
        if (!rehearsal.equals(knownRehearsal)) {
            knownRehearsal = rehearsal;
            recorder.entry(Entry.REHEARSAL, out -> {
                out.whole(rehearsal.number());
                out.whole(rehearsal.seconds());
            });
        }
    }

    @Override
    public void play(Playback playback) {
        Given last = taken.get();
        taken.set(new Given(
                playback.next(Entry.SETTINGS) ? settings(playback, last.settings()) : last.settings(),
                playback.next(Entry.LEAP_SECONDS) ? list(playback) : last.leapSeconds(),
                playback.next(Entry.TESTIMONY) ? testimony(playback) : last.testimony(),
                playback.next(Entry.REHEARSAL) ? rehearsal(playback) : last.rehearsal()));
    }

    private static DisciplineSettings settings(Playback playback, DisciplineSettings last) {
        return last.with(last.antenna().withCableDelayNs(playback.real()))
                .with(new DisciplineSettings.HoldoverRules(playback.real(), playback.real(), playback.real(),
                        playback.real()));
    }

    private static Optional<LeapSecondTable> list(Playback playback) {
        return playback.optional(() -> {
            String source = playback.text();
            long expiresTaiNs = playback.whole();
            LeapSecondTable.Entry[] entries = new LeapSecondTable.Entry[playback.count()];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = new LeapSecondTable.Entry(playback.whole(), playback.number());
            }
            return new LeapSecondTable(source, List.of(entries), expiresTaiNs);
        });
    }

    private static Optional<Testimony> testimony(Playback playback) {
        return playback.optional(() -> new Testimony(playback.whole(), playback.whole(), playback.whole(),
                playback.number()));
    }

    private static RehearsalRequest rehearsal(Playback playback) {
        try {
            return new RehearsalRequest(playback.whole(), playback.whole());
        } catch (IllegalArgumentException e) {
            throw new BadRecordingException("it holds a rehearsal that there is none of", e);
        }
    }
}
