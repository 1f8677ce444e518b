package dev.grandmaster.web.api;

import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.web.http.Refusal;

/** What the clock would do without its reference, and the rehearsal of it. */
public interface Holdover {

    /** As it is foretold now; never waits. */
    HoldoverOutlook outlook();

    /**
     * Has the reference ignored for so long. It ends by itself.
     *
     * @param seconds 1 to 86,400
     * @throws Refusal where the clock is not locked, or has learnt too little to hold over
     */
    void rehearse(int seconds, String who);

    /** Ends a rehearsal; nothing happens where none goes on. */
    void endRehearsal(String who);
}
