package dev.grandmaster.app.recording;

/** What comes to an agent from elsewhere in the house: kept on the tape before a cycle when it has changed. */
public interface Inlet {

    /** For an agent that hears of nobody but its ports. */
    Inlet NONE = new Inlet() {
        @Override
        public void record(Recorder recorder) {
            // nothing comes
        }

        @Override
        public void play(Playback playback) {
            // nothing came
        }
    };

    /** Keeps what has changed. */
    void record(Recorder recorder);

    /** Takes over what stands on the tape. */
    void play(Playback playback);
}
