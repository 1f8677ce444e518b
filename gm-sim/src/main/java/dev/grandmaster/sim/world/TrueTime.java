package dev.grandmaster.sim.world;

/** Where the simulation has its time from. Safe from any thread where the implementation is made for several. */
@FunctionalInterface
public interface TrueTime {

    TrueInstant now();
}
