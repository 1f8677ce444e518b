package dev.grandmaster.quality;

/** Why a second is not simply trusted. */
public enum Doubt {
    NO_FIX("the receiver has no fix"), FEW_SATELLITES("too few satellites"), LOW_SIGNAL("weak signals"), TIME_ACCURACY(
            "the receiver doubts its own time"), DATE_IMPLAUSIBLE("the date cannot be right"), JAMMING(
                    "jamming"), SPOOFING("spoofing"), ANTENNA_OPEN("antenna open"), ANTENNA_SHORT(
                            "antenna short"), POSITION_MOVED("the position moved"), SOURCES_DISAGREE(
                                    "sources disagree"), SECOND_AMBIGUOUS("the second is ambiguous"), REFERENCE_STEP(
                                            "the reference stepped"), PULSE_IMPLAUSIBLE(
                                                    "the pulse is not where it can be"), RECEIVER_SILENT(
                                                            "the receiver is silent"), REFERENCE_DRAGGED(
                                                                    "the reference is dragged away");

    private final String text;

    Doubt(String text) {
        this.text = text;
    }

    /** A few words for people. */
    public String text() {
        return text;
    }
}
