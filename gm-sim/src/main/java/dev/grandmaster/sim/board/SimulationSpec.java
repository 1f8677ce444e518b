package dev.grandmaster.sim.board;

import dev.grandmaster.sim.clock.ClockSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.oscillator.OscillatorSpec;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.world.TemperatureSpec;

/**
 * What is simulated, but for faults and leap seconds.
 *
 * @param seed the only source of chance
 * @param skyAfterNs how long after the start the receiver finds its satellites: 0 for a warm start
 */
public record SimulationSpec(long seed, OscillatorSpec oscillator, ClockSpec clock, PulseSpec pulse,
        TemperatureSpec temperature, long skyAfterNs) {

    /** A board in an equipment room whose receiver is warm and whose clock was set by hand. */
    public static SimulationSpec of(long seed, OscillatorKind oscillator) {
        return new SimulationSpec(seed, oscillator.spec(), ClockSpec.NEARLY_SET, PulseSpec.TIMING_RECEIVER,
                TemperatureSpec.EQUIPMENT_ROOM, 0);
    }

    public SimulationSpec withOscillator(OscillatorSpec other) {
        return new SimulationSpec(seed, other, clock, pulse, temperature, skyAfterNs);
    }

    public SimulationSpec withClock(ClockSpec other) {
        return new SimulationSpec(seed, oscillator, other, pulse, temperature, skyAfterNs);
    }

    public SimulationSpec withPulse(PulseSpec other) {
        return new SimulationSpec(seed, oscillator, clock, other, temperature, skyAfterNs);
    }

    public SimulationSpec withTemperature(TemperatureSpec other) {
        return new SimulationSpec(seed, oscillator, clock, pulse, other, skyAfterNs);
    }

    /** A receiver that was switched on with us and needs that long. */
    public SimulationSpec withSkyAfterNs(long afterNs) {
        return new SimulationSpec(seed, oscillator, clock, pulse, temperature, afterNs);
    }
}
