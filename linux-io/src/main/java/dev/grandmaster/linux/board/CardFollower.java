package dev.grandmaster.linux.board;

import dev.grandmaster.board.Follower;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.phc.Phc;

/** The clock of a card that is not the disciplined one: its ports are served only while it follows closely. */
final class CardFollower implements Follower {

    /** Nobody is stamped by it meanwhile, so stepping costs nothing. */
    private static final double STEP_NS = 20_000;
    /** A card's clock is read to well below this; one that is worse is in trouble. */
    private static final double FIT_NS = 1_000;

    private final Phc phc;
    private volatile double errorNs = Double.POSITIVE_INFINITY;

    CardFollower(Phc phc) {
        this.phc = phc;
    }

    @Override
    public SteerableClock clock() {
        return phc;
    }

    @Override
    public double stepNs() {
        return STEP_NS;
    }

    @Override
    public boolean needsUtc() {
        return false;
    }

    @Override
    public String refusal() {
        return "";
    }

    @Override
    public void within(double newErrorNs) {
        errorNs = newErrorNs;
    }

    /** How far it may be from the disciplined clock, ns; infinite while it does not follow. */
    double errorNs() {
        return errorNs;
    }

    /** Whether ports may be stamped by it. */
    boolean fit() {
        return errorNs <= FIT_NS && phc.present();
    }

    /** Counts for the card's number, while the card is there. */
    int index() {
        return phc.index();
    }

    /** What the operator should know; empty where all is well. */
    String trouble() {
        if (!phc.trouble().isEmpty()) {
            return phc.trouble();
        }
        return fit()
                ? ""
                : phc.name() + " does not follow the disciplined clock closely enough yet; its ports are not served";
    }

    void close() {
        phc.close();
    }
}
