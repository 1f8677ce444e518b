package dev.grandmaster.linux.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.grandmaster.linux.bench.GuestBench;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** GPIO lines, lamps and the clock's pulse output in the guest of the test bench: one boot, then each test looks at what was reported. */
class DevicesIT {

    private static Map<String, String> facts = Map.of();
    private static String output = "";

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        GuestBench bench = GuestBench.atHand();
        Path stage = Path.of("target", "guest-devices").toAbsolutePath();
        String classPath = GuestBench.stage(stage);
        Files.copy(bench.module("i2c-stub.ko"), stage.resolve("i2c-stub.ko"));
        GuestBench.Result result = bench.run(stage, Map.of("GM_CLASSPATH", classPath),
                Path.of("src/test/bench/java.sh"),
                DevicesInGuest.class.getName(), "/host/i2c-stub.ko");
        output = result.output();
        assertEquals(0, result.status(), output);
        facts = result.facts();
    }

    @Test
    void linesAreFoundByNameLabelAndNumber() {
        is("line.byName", "true");
        is("line.byLabel", "true");
        is("line.byNumber", "true");
        is("line.absent", "MISSING GPIO line NO_SUCH_LINE does not exist");
        assertTrue(fact("line.beyond").startsWith("MISSING GPIO line "), output);
        is("line.inUse", "BUSY GPIO line BUTTON: EBUSY (in use)");
    }

    @Test
    void edgesOfALineBearTheKernelsStampAndAreOfTheCoarseClass() {
        is("gpio.coarse", "true");
        is("gpio.uncertaintyNs", "50000.0");
        is("gpio.nothingYet", "true");
        is("gpio.stampedWhileItHappened", "true");
        assertEquals(0, Double.parseDouble(fact("gpio.clockNs")), 2_000, output);
        is("gpio.otherEdge", "true");
        is("gpio.falling", "true");
    }

    @Test
    void edgesBeyondWhatTheKernelKeepsAreCounted() {
        is("gpio.keptAndMissed", "40");
    }

    @Test
    void lampsAndRelaysAreOffAtFirstAndAtTheEnd() {
        is("panel.offAtFirst", "010");
        is("panel.set", "0");
        is("panel.on", "101");
        is("panel.inverted", "1");
        is("panel.troubles", "0");
        is("panel.closed", "00");
    }

    @Test
    void nothingStaysOpenWhenOneOutputIsMissing() {
        is("panel.refused", "MISSING");
        is("panel.takenAgain", "true");
    }

    @Test
    void thePulseBeginsTheSecondAndComesAheadByTheCable() {
        is("out.silentAtFirst", "true");
        is("out.set", "0");
        // Two clocks are read one after the other, exactly each.
        assertEquals(250, Double.parseDouble(fact("out.aheadNs")), 50, output);
        is("out.again", "0");
        assertEquals(1e9, Double.parseDouble(fact("out.apartNs")), 50, output);
    }

    @Test
    void thePulseIsBegunAnewAfterAStepAndEndsWhenItIsTurnedOff() {
        is("out.afterStepSet", "0");
        assertEquals(250, Double.parseDouble(fact("out.afterStepAheadNs")), 50, output);
        is("out.off", "0");
        is("out.silentAgain", "true");
        is("out.noSuchChannel", "UNSUITABLE");
    }

    @Test
    void registersOnAnI2cBusAreReadAndWritten() {
        is("i2c.insmod", "0");
        is("i2c.tmp117", "25.5");
        is("i2c.lm75", "-10.25");
        is("i2c.notYet", "NaN");
        is("i2c.absent", "NaN");
        is("i2c.noBus", "NaN");
        is("i2c.block", "123");
        is("i2c.byte", "90");
    }

    @Test
    void convertersTakeTheirCodeAndNoneBeyond() {
        is("dac.MCP4725", "0 abc0 -34");
        is("dac.AD5693R", "0 1234 -34");
        is("dac.absent", "-5");
    }

    private static void is(String name, String value) {
        assertEquals(value, fact(name), () -> name + " in:\n" + output);
    }

    private static String fact(String name) {
        return facts.getOrDefault(name, "(missing)");
    }
}
