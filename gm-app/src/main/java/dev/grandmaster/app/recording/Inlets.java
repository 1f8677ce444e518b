package dev.grandmaster.app.recording;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import org.jspecify.annotations.Nullable;

/** What comes to the discipline. */
public final class Inlets implements Inlet {

    private final Latest<DisciplineSettings> settings;
    private final Latest<Optional<LeapSecondTable>> leapSeconds;
    private final Latest<Optional<Testimony>> testimony;
    private @Nullable DisciplineSettings knownSettings;
    private Optional<LeapSecondTable> knownLeapSeconds = Optional.empty();
    private Optional<Testimony> knownTestimony = Optional.empty();

    public Inlets(Latest<DisciplineSettings> settings, Latest<Optional<LeapSecondTable>> leapSeconds,
            Latest<Optional<Testimony>> testimony) {
        this.settings = settings;
        this.leapSeconds = leapSeconds;
        this.testimony = testimony;
    }

    @Override
    public void record(Recorder recorder) {
        DisciplineSettings newest = settings.get();
        if (!newest.equals(knownSettings)) {
            knownSettings = newest;
            recorder.entry(Entry.SETTINGS, out -> {
                out.real(newest.antenna().cableDelayNs());
                out.real(newest.holdover().minLockSeconds());
                out.real(newest.holdover().specNs());
                out.real(newest.holdover().returnSeconds());
                out.real(newest.holdover().requalifySeconds());
            });
        }
        Optional<LeapSecondTable> list = leapSeconds.get();
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
        Optional<Testimony> word = testimony.get();
        if (!word.equals(knownTestimony)) {
            knownTestimony = word;
            recorder.entry(Entry.TESTIMONY, out -> out.optional(word, said -> {
                out.whole(said.utcNs());
                out.whole(said.monoNs());
                out.whole(said.uncertaintyNs());
                out.number(said.sources());
            }));
        }
    }

    @Override
    public void play(Playback playback) {
        if (playback.next(Entry.SETTINGS)) {
            DisciplineSettings now = settings.get();
            settings.set(now.with(now.antenna().withCableDelayNs(playback.real()))
                    .with(new DisciplineSettings.HoldoverRules(playback.real(), playback.real(), playback.real(),
                            playback.real())));
        }
        if (playback.next(Entry.LEAP_SECONDS)) {
            leapSeconds.set(playback.optional(() -> {
                String source = playback.text();
                long expiresTaiNs = playback.whole();
                LeapSecondTable.Entry[] entries = new LeapSecondTable.Entry[playback.count()];
                for (int i = 0; i < entries.length; i++) {
                    entries[i] = new LeapSecondTable.Entry(playback.whole(), playback.number());
                }
                return new LeapSecondTable(source, List.of(entries), expiresTaiNs);
            }));
        }
        if (playback.next(Entry.TESTIMONY)) {
            testimony.set(playback.optional(() -> new Testimony(playback.whole(), playback.whole(), playback.whole(),
                    playback.number())));
        }
    }
}
