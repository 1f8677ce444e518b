package dev.grandmaster.gnss.setup;

import dev.grandmaster.state.GnssStatus.Receiver;

/** What sets a receiver up: one for each protocol that can. It hears what its protocol's scanner finds, and is given the time. */
public interface Dialogue {

    /** What the dialogue is spoken through. */
    interface Line {

        /** Sends a frame. */
        void send(byte[] frame);

        /** Changes the speed of the line; false where it has none. */
        boolean baudRate(int baudRate);

        /** Something an operator should read, once. */
        void tell(String text);
    }

    /** Time passes; answers when to call again at the latest, monotonic ns. */
    long onTick(long nowMonoNs);

    /** The link was broken and works again: what is at its other end may be another receiver, or one that has lost its power. */
    void onReconnected(long nowMonoNs);

    /** What is known of the receiver and its settings. */
    Receiver receiver();
}
