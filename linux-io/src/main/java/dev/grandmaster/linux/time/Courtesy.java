package dev.grandmaster.linux.time;

import dev.grandmaster.linux.ffi.Scheduling;

/** How threads that only watch leave the processor to those that serve the time. */
public final class Courtesy {

    private static final int NICE = 10;

    private Courtesy() {
    }

    /** The calling thread, and those that it starts later, give way to all others of this service. It never fails. */
    public static void giveWay() {
        Scheduling.nice(NICE); // being nicer is always allowed
    }
}
