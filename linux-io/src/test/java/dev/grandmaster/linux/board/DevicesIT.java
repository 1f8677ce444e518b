package dev.grandmaster.linux.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import dev.grandmaster.linux.bench.GuestReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** GPIO lines, lamps and the clock's pulse output in the guest of the test bench: one boot, then each test looks at what was reported. */
class DevicesIT {

    private static GuestReport guest = GuestReport.NONE;

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        guest = GuestReport.of(DevicesInGuest.class, "i2c-stub.ko");
    }

    @Test
    void linesAreFoundByNameLabelAndNumber() {
        guest.is("line.byName", "true");
        guest.is("line.byLabel", "true");
        guest.is("line.byNumber", "true");
        guest.is("line.absent", "MISSING GPIO line NO_SUCH_LINE does not exist");
        assertTrue(guest.fact("line.beyond").startsWith("MISSING GPIO line "), guest::output);
        guest.is("line.inUse", "BUSY GPIO line BUTTON: EBUSY (in use)");
    }

    @Test
    void edgesOfALineBearTheKernelsStampAndAreOfTheCoarseClass() {
        guest.is("gpio.coarse", "true");
        guest.is("gpio.uncertaintyNs", "50000.0");
        guest.is("gpio.nothingYet", "true");
        guest.is("gpio.stampedWhileItHappened", "true");
        guest.near("gpio.clockNs", 0, 2_000);
        guest.is("gpio.otherEdge", "true");
        guest.is("gpio.falling", "true");
    }

    @Test
    void edgesBeyondWhatTheKernelKeepsAreCounted() {
        guest.is("gpio.keptAndMissed", "40");
    }

    @Test
    void lampsAndRelaysAreOffAtFirstAndAtTheEnd() {
        guest.is("panel.offAtFirst", "010");
        guest.is("panel.set", "0");
        guest.is("panel.on", "101");
        guest.is("panel.inverted", "1");
        guest.is("panel.troubles", "0");
        guest.is("panel.closed", "00");
    }

    @Test
    void nothingStaysOpenWhenOneOutputIsMissing() {
        guest.is("panel.refused", "MISSING");
        guest.is("panel.takenAgain", "true");
    }

    @Test
    void thePulseBeginsTheSecondAndComesAheadByTheCable() {
        guest.is("out.silentAtFirst", "true");
        guest.is("out.set", "0");
        // Two clocks are read one after the other, exactly each.
        guest.near("out.aheadNs", 250, 50);
        guest.is("out.again", "0");
        guest.near("out.apartNs", 1e9, 50);
    }

    @Test
    void thePulseIsBegunAnewAfterAStepAndEndsWhenItIsTurnedOff() {
        guest.is("out.afterStepSet", "0");
        guest.near("out.afterStepAheadNs", 250, 50);
        guest.is("out.off", "0");
        guest.is("out.silentAgain", "true");
        guest.is("out.noSuchChannel", "UNSUITABLE");
    }

    @Test
    void aSecondChannelOfTheClockIsReadBesideTheFirst() {
        assertEquals(4, guest.number("tap.pulses"), 1, guest::output);
        assertEquals(3, guest.number("tap.more"), 1, guest::output);
        guest.near("tap.aheadNs", 250, 50);
    }

    @Test
    void registersOnAnI2cBusAreReadAndWritten() {
        guest.is("i2c.insmod", "0");
        guest.is("i2c.tmp117", "25.5");
        guest.is("i2c.lm75", "-10.25");
        guest.is("i2c.notYet", "NaN");
        guest.is("i2c.absent", "NaN");
        guest.is("i2c.noBus", "NaN");
        guest.is("i2c.block", "123");
        guest.is("i2c.byte", "90");
    }

    @Test
    void convertersTakeTheirCodeAndNoneBeyond() {
        guest.is("dac.MCP4725", "0 abc0 -34");
        guest.is("dac.AD5693R", "0 1234 -34");
        guest.is("dac.absent", "-5");
    }
}
