package dev.grandmaster.ptp.unicast;

/** Why a request was not granted; each has a counter. */
enum Refusal {
    NOT_SERVED("not_served"), //
    PASSIVE("passive"), //
    DRAINING("draining"), //
    DENIED("denied"), //
    TYPE("type"), //
    INTERVAL("interval"), //
    DURATION("duration"), //
    CLIENTS("clients"), //
    ADDRESS("address"), //
    /** The configured budget is used up. */
    BUDGET("budget"), //
    /** What the machine was seen to carry is used up. */
    LOAD("load"), //
    STRANGERS("strangers");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
