package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.ManagementChannel;

/** Where programs of this host ask, told to the recorder. */
record RecordedChannel(ManagementChannel channel, Recorder recorder) implements ManagementChannel {

    @Override
    public int receive() {
        int length = channel.receive();
        recorder.entry(Entry.REQUEST, out -> {
            if (length < 0) {
                out.number(length);
            } else {
                out.segment(channel.request(), length);
            }
        });
        return length;
    }

    @Override
    public MemorySegment request() {
        return channel.request();
    }

    @Override
    public int answer(MemorySegment message, int length) {
        int result = channel.answer(message, length);
        recorder.entry(Entry.ANSWERED, out -> out.number(result));
        return result;
    }

    @Override
    public int descriptor() {
        return channel.descriptor();
    }

    @Override
    public void close() {
        channel.close();
    }
}
