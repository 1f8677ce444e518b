package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.security.Seals;
import dev.grandmaster.ptp.wire.Header;

/** Seals of a recording, without its keys: the verdicts stand on the tape, and nobody hears what is sealed. */
public record PlayedSeals(Playback playback) implements Seals {

    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    @Override
    public int seal(MemorySegment message, int length) {
        return length;
    }

    @Override
    public MemorySegment sealed() {
        return NOTHING;
    }

    @Override
    public boolean genuine(Header message) {
        playback.expect(Entry.GENUINE);
        return playback.flag();
    }
}
