package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.HoldoverOutlook;
import org.junit.jupiter.api.Test;

/** Holdover on request on the simulated board: as true as a real one, and over without a step. */
class RehearsalSimTest {

    @Test
    void itAnnouncesHoldoverWatchesTheErrorAndReturnsWithoutAStep() {
        for (OscillatorKind kind : List.of(OscillatorKind.TCXO, OscillatorKind.OCXO)) {
            ClockRig loop = new ClockRig(7, ClockRig.Setting.of(kind), DisciplineSettings.defaults(
                    OscillatorClass.valueOf(kind.name()).prior(), QualityPolicy.DEFAULT));
            loop.run(7200);
            assertEquals(ClockState.LOCKED, loop.state.get().clockState(), kind.name());
            int era = loop.clock.era();
            loop.rehearsal.set(new RehearsalRequest(1, kind == OscillatorKind.TCXO ? 90 : 600));
            Set<ClockState> states = new LinkedHashSet<>();
            double[] last = {Double.NaN};
            loop.run(1200, at -> {
                states.add(loop.state.get().clockState());
                assertTrue(Math.abs(loop.errorNs()) <= loop.state.get().boundNs(), kind + ": the bound lies at " + at);
                assertTrue(loop.clockClass() == 6 == (loop.state.get().clockState() == ClockState.LOCKED),
                        kind + ": class " + loop.clockClass() + " in " + loop.state.get().clockState());
                double moved = Double.isNaN(last[0]) ? 0 : Math.abs(loop.errorNs() - last[0]);
                assertTrue(moved < 250, kind + ": the clock jumped by " + moved + " ns at " + at);
                last[0] = loop.errorNs();
            });
            assertEquals(List.of(ClockState.HOLDOVER, ClockState.RECOVERING, ClockState.LOCKED),
                    List.copyOf(states), kind.name());
            assertEquals(ClockState.LOCKED, loop.state.get().clockState(), kind.name());
            assertEquals(era, loop.clock.era(), "the clock was stepped");
            HoldoverOutlook.Rehearsal over = loop.outlook.get().rehearsal();
            assertFalse(over.running());
            assertEquals("took its time", over.outcome());
            assertTrue(Math.abs(over.measuredNs()) <= over.boundNs(), over.toString());
        }
    }

    @Test
    void aReferenceThatIsReallyLostMeanwhileIsNotReturnedTo() {
        ClockRig loop = new ClockRig(3, ClockRig.Setting.of(OscillatorKind.OCXO),
                DisciplineSettings.defaults(OscillatorClass.OCXO.prior(), QualityPolicy.DEFAULT));
        loop.run(3600);
        loop.rehearsal.set(new RehearsalRequest(1, 120));
        loop.run(60);
        loop.inject(FaultKind.SIGNAL_LOSS, 600, 0);
        loop.run(300);
        assertEquals(ClockState.HOLDOVER, loop.state.get().clockState());
        assertFalse(loop.outlook.get().rehearsal().running());
        loop.run(600);
        assertEquals(ClockState.LOCKED, loop.state.get().clockState());
    }
}
