package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.ManagementChannel;

/** What programs of the host asked when a recording was made. */
public final class PlayedChannel implements ManagementChannel {

    private static final int LONGEST = 1 << 16;

    private final Playback playback;
    private final byte[] request = new byte[LONGEST];

    public PlayedChannel(Playback playback) {
        this.playback = playback;
    }

    @Override
    public int receive() {
        playback.expect(Entry.REQUEST);
        return playback.bytes(request);
    }

    @Override
    public MemorySegment request() {
        return MemorySegment.ofArray(request);
    }

    @Override
    public int answer(MemorySegment message, int length) {
        playback.expect(Entry.ANSWERED);
        return playback.number();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
