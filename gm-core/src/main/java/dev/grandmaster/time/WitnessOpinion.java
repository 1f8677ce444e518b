package dev.grandmaster.time;

/** What a witness that does not depend on the receiver thinks of the second that we count. */
public enum WitnessOpinion {
    /** There is no witness, or it has not spoken for a while. */
    SILENT("no second witness"),
    /** It has spoken, and cannot tell. */
    UNSURE("the second witness cannot tell"),
    /** It is our second. */
    CONFIRMS("a second witness confirms the second"),
    /** It is another one. */
    DENIES("other sources of time deny the second");

    private final String text;

    WitnessOpinion(String text) {
        this.text = text;
    }

    /** A few words for people. */
    public String text() {
        return text;
    }
}
