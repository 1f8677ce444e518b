package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.security.Seals;
import dev.grandmaster.ptp.wire.Header;

/** Seals of messages, with the verdicts on those of others told to the recorder. Keys and our own seals are not. */
record RecordedSeals(Seals seals, Recorder recorder) implements Seals {

    @Override
    public int seal(MemorySegment message, int length) {
        return seals.seal(message, length);
    }

    @Override
    public MemorySegment sealed() {
        return seals.sealed();
    }

    @Override
    public boolean genuine(Header message) {
        boolean genuine = seals.genuine(message);
        recorder.entry(Entry.GENUINE, out -> out.flag(genuine));
        return genuine;
    }
}
