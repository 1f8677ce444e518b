package dev.grandmaster.bench;

/** What serves the clients in a measurement. */
enum UnicastServer {
    /** {@code yardstick.c}: the same messages without any state. */
    LOOP("loop in C", false),
    /** The engine with the flags of {@code ./gm run}. */
    SHIPPED("engine, as shipped", true),
    /** The same with {@code messageBudget = "auto"}, the service's default; the others meet no budget. */
    AUTO("engine, as shipped, auto", true),
    /** The engine with the optimising compiler. */
    FULL("engine, full compiler", true),
    /** The loop in C with whole frames on packet sockets in place of datagrams. */
    FRAME_LOOP("loop in C, frames", false),
    /** The engine with {@code packetPath = true}. */
    FRAMES("engine, packetPath, as shipped", true),
    /** The same with the optimising compiler. */
    FRAMES_FULL("engine, packetPath, full compiler", true),
    /** linuxptp's, as the machine has it. */
    PTP4L("ptp4l", true);

    private final String label;
    private final boolean negotiates;

    UnicastServer(String label, boolean negotiates) {
        this.label = label;
        this.negotiates = negotiates;
    }

    String label() {
        return label;
    }

    /** Whether clients must ask for grants. */
    boolean negotiates() {
        return negotiates;
    }

    boolean engine() {
        return negotiates && this != PTP4L;
    }
}
