package dev.grandmaster.app.config;

import dev.grandmaster.app.config.BoardConfig.PlannedFault;
import dev.grandmaster.app.config.BoardConfig.Protocol;
import dev.grandmaster.app.config.BoardConfig.SimulatedReceiver;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;

/** Tables that a simulated board and a scenario have in common. */
final class Physics {
    static final Type<Double> ANTENNA_DELAY = Type.real(-1e6, 1e6, "ns");
    private static final double CENTURY_S = 100 * 366 * 86_400.0;

    private Physics() {
    }

    /** {@code [oscillator]}. */
    static final class OscillatorSection extends Section<OscillatorKind> {
        final Row<OscillatorKind> kind = row("kind", Type.choice(OscillatorKind.class, OscillatorKind::label),
                OscillatorKind.OCXO,
                "Its kind: noise, ageing and temperature behaviour of a simulated one; what a real one is believed to be capable"
                        + " of before it has shown more. A real board that does not say is taken for a plain crystal.");

        OscillatorSection() {
            super("oscillator", false, "The oscillator behind the clock.");
        }

        @Override
        OscillatorKind bind(Values values) {
            return values.get(kind);
        }
    }

    /** What {@code [receiver]} says of a simulated receiver. */
    static final class ReceiverSection extends Section<SimulatedReceiver> {
        final Row<Protocol> protocol = row("protocol", Type.choice(Protocol.class, Protocol::name), Protocol.UBX,
                "What the receiver speaks; \"TSIP\" only a real one, and nothing else beside it.");
        final Row<Boolean> qErr = row("qErr", Type.flag(), true,
                "Simulated receiver: whether it tells the quantisation error of each pulse (UBX TIM-TP).");
        final Row<Boolean> cold = row("cold", Type.flag(), false,
                "Simulated receiver: start without almanac and time instead of warm.");
        final Row<Integer> latencyMs = row("latencyMs", Type.whole(0, 900, "ms"), 80,
                "Simulated receiver: time from the second to its first byte.");

        ReceiverSection() {
            super("receiver", false, "The GNSS receiver.");
        }

        @Override
        SimulatedReceiver bind(Values values) {
            return new SimulatedReceiver(values.get(protocol), values.get(qErr), values.get(cold),
                    values.get(latencyMs));
        }
    }

    /** {@code [[fault]]}. */
    static final class FaultSection extends Section<PlannedFault> {
        private final Row<Double> atS = required("atS", Type.real(0, CENTURY_S, "s"),
                "When it begins, seconds after the start.");
        private final Row<Double> forS = optional("forS", Type.real(0, CENTURY_S, "s"),
                "How long it lasts; without it, to the end.");
        private final Row<FaultKind> kind = required("kind", Type.choice(FaultKind.class, FaultKind::wireName),
                "What goes wrong.");
        private final Row<Double> value = optional("value", Type.real(-1e12, 1e12, ""),
                "How much. Its unit follows from the kind: ns for ppsStepNs and phcStepNs, ns/s for ppsRampNsPerS, s for"
                        + " wrongSecond and leapMisannounced, dB for jam. Other kinds have none.");

        FaultSection() {
            super("fault", true, "Something that goes wrong in the simulation; any number of them.");
        }

        @Override
        PlannedFault bind(Values values) {
            return new PlannedFault(values.get(atS), values.find(forS), values.get(kind),
                    values.find(value).orElse(0.0));
        }

        /** A kind with a value has one, and another has none. */
        void check(Found found) {
            found.each(this, (fault, values) -> {
                if (fault.kind().hasValue() && !values.has(value)) {
                    values.refuse(value, "missing, since " + fault.kind().wireName() + " needs it");
                } else if (!fault.kind().hasValue() && values.has(value)) {
                    values.refuse(value, fault.kind().wireName() + " has no value", "leave it out");
                }
            });
        }

        /** Refuses kinds that cannot be played. */
        void checkPlayable(Found found, java.util.Set<FaultKind> playable) {
            found.each(this, (fault, values) -> {
                if (!playable.contains(fault.kind())) {
                    values.refuse(kind, "known, but not simulated yet", String.join(", ",
                            playable.stream().sorted().map(each -> "\"" + each.wireName() + "\"").toList()));
                }
            });
        }
    }
}
