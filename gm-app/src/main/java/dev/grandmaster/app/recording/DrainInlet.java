package dev.grandmaster.app.recording;

import dev.grandmaster.ptp.PtpAgent;

/** The operator's wish to send clients elsewhere, and to take them again. */
public final class DrainInlet implements Inlet {

    private final PtpAgent agent;
    private long known = PtpAgent.SERVE;

    public DrainInlet(PtpAgent agent) {
        this.agent = agent;
    }

    @Override
    public void record(Recorder recorder) {
        long wantedNs = agent.drainWantedNs();
        if (wantedNs != known) {
            known = wantedNs;
            recorder.entry(Entry.DRAIN, out -> out.whole(wantedNs));
        }
    }

    @Override
    public void play(Playback playback) {
        if (playback.next(Entry.DRAIN)) {
            long wantedNs = playback.whole();
            if (wantedNs == PtpAgent.SERVE) {
                agent.resume();
            } else {
                agent.drain(wantedNs);
            }
        }
    }
}
