package dev.grandmaster.app.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;

import dev.grandmaster.app.simulated.ReceiverProtocol;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.GnssStatus.Receiver;
import dev.grandmaster.state.GnssStatus.Setting;
import org.junit.jupiter.api.Test;

/** The dialogue with the simulated receiver, over its slow line, beside all that it says anyway. */
class ReceiverSetupSimTest {

    private static Receiver after(ScenarioRun run, long seconds) {
        run.play(seconds, second -> {
        });
        return Objects.requireNonNull(run.grandmaster().gnss().get().receiver());
    }

    private static void assertSetUp(Receiver receiver) {
        assertEquals("set up", receiver.dialogue());
        assertEquals(List.of(), receiver.settings().stream().filter(setting -> !setting.agreed()).toList());
        assertTrue(receiver.settings().contains(new Setting("antenna cable delay, ns", "0", "0", true)),
                "the factory's 50 ns would be compensated twice");
    }

    @Test
    void itIsSetUpWithinHalfAMinuteAndTheClockLocksAllTheSame() throws BoardException {
        ScenarioRun run = new Scene(41, OscillatorKind.OCXO).run();
        Receiver receiver = after(run, 30);
        assertEquals("SIMULATED", receiver.model());
        assertEquals("TIM 2.20", receiver.firmware());
        assertSetUp(receiver);
        after(run, 30);
        assertEquals("LOCKED", run.summary(0, 1).finalState());
    }

    @Test
    void itIsAskedAgainAfterItWasSilent() throws BoardException {
        ScenarioRun run = new Scene(42, OscillatorKind.OCXO).fault(FaultKind.SILENCE, 60, 30, 0).run();
        after(run, 60);
        assertFalse("set up".equals(after(run, 20).dialogue()), "nobody is there");
        assertSetUp(after(run, 60));
    }

    @Test
    void whoSpeaksNoUbxIsNotAsked() throws BoardException {
        ScenarioRun run = new Scene(43, OscillatorKind.OCXO)
                .with(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.NMEA)).run();
        run.play(10, second -> {
        });
        assertNull(run.grandmaster().gnss().get().receiver());
    }
}
