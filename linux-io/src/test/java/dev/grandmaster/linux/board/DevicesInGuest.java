package dev.grandmaster.linux.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.Output;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.linux.bus.BusInGuest;
import dev.grandmaster.linux.bus.GpioLine;
import dev.grandmaster.linux.phc.ExternalStamps;
import dev.grandmaster.linux.phc.Phc;
import dev.grandmaster.linux.phc.PulseOutput;
import dev.grandmaster.linux.pps.GpioPps;
import dev.grandmaster.linux.time.LinuxMonotonic;

/**
 * Runs in the guest of the test bench: GPIO lines, lamps and the clock's pulse output through this module's classes. Prints what it saw, one
 * {@code name=value} a line; {@code DevicesIT} judges.
 */
final class DevicesInGuest {

    private static final long NS = 1_000_000_000;
    /** The guest's simulated lines tell an edge at its next tick of 10 ms, and two in one tick as one. */
    private static final long TICK_NS = 20_000_000;
    private static final Path SYS = Path.of("/sys");
    private static final LinuxMonotonic MONOTONIC = new LinuxMonotonic();

    private DevicesInGuest() {
    }

    public static void main(String[] arguments) throws Exception {
        try (Phc phc = Phc.ofInterface("vp0"); Phc other = Phc.open(device("BENCH_PHC1"))) {
            gpioPulse(phc);
            panel(phc);
            pulseOutput(phc, other);
            BusInGuest.main(arguments);
        }
    }

    private static void gpioPulse(Phc phc) throws Exception {
        String chip = Path.of(device("BENCH_GPIO")).getFileName().toString();
        say("line.byName", GpioLine.find("BUTTON").toString().equals(chip + "/4"));
        say("line.byLabel", GpioLine.find("bench-gpio/BUTTON").toString().equals(chip + "/4"));
        say("line.byNumber", GpioLine.find(chip + "/4").toString().equals(chip + "/4"));
        say("line.absent", refusal("NO_SUCH_LINE", phc));
        say("line.beyond", refusal(chip + "/16", phc));
        try (GpioPps input = GpioPps.open("BUTTON", GpioLine.Polarity.RISING, phc)) {
            say("gpio.coarse", input.name().contains("coarse"));
            say("gpio.uncertaintyNs", input.stampUncertaintyNs());
            say("gpio.nothingYet", input.poll() == null);
            long beforeNs = MONOTONIC.nowNs();
            pull(4, "up");
            Edge edge = next(input);
            say("gpio.stampedWhileItHappened", edge.monoNs() >= beforeNs && edge.monoNs() <= MONOTONIC.nowNs());
            CrossTimestamp now = Objects.requireNonNull(phc.read());
            say("gpio.clockNs", edge.clockNs() - now.clockAt(edge.monoNs()));
            pull(4, "down");
            say("gpio.otherEdge", input.poll() == null);
            for (int i = 0; i < 40; i++) {
                pull(4, "up");
                sleep(TICK_NS);
                pull(4, "down");
                sleep(TICK_NS);
            }
            int kept = 0;
            while (input.poll() != null) {
                kept++;
            }
            pull(4, "up");
            next(input);
            say("gpio.keptAndMissed", kept + input.missed());
            say("line.inUse", refusal("BUTTON", phc));
        }
        try (GpioPps input = GpioPps.open("BUTTON", GpioLine.Polarity.FALLING, phc)) {
            pull(4, "down");
            say("gpio.falling", next(input).era() == phc.era());
        }
    }

    /** Why a line cannot be taken as a pulse. */
    private static String refusal(String line, Phc phc) {
        try (GpioPps taken = GpioPps.open(line, GpioLine.Polarity.RISING, phc)) {
            return taken.name();
        } catch (BoardException refused) {
            return refused.kind() + " " + refused.getMessage();
        }
    }

    private static void panel(Phc phc) throws Exception {
        FrontPanel panel = FrontPanel.open(List.of(
                new LinuxSettings.LineOut("RELAY", false, Output.Shows.HEALTHY),
                new LinuxSettings.LineOut("bench-gpio/LED_ALARM", true, Output.Shows.ALARM),
                new LinuxSettings.LedOut("bench:green:lock", Output.Shows.LOCKED)), phc, SYS);
        Output relay = panel.outputs().get(0);
        Output inverted = panel.outputs().get(1);
        Output lamp = panel.outputs().get(2);
        say("panel.offAtFirst", level(3) + level(2) + lamp());
        say("panel.set", relay.set(true) + inverted.set(true) + lamp.set(true));
        say("panel.on", level(3) + level(2) + lamp());
        inverted.set(false);
        say("panel.inverted", level(2));
        say("panel.troubles", panel.troubles().size());
        panel.close();
        say("panel.closed", level(3) + lamp());
        try {
            FrontPanel.open(List.of(new LinuxSettings.LineOut("RELAY", false, Output.Shows.ALARM),
                    new LinuxSettings.LedOut("no:such:lamp", Output.Shows.ALARM)), phc, SYS).close();
            say("panel.refused", "not");
        } catch (BoardException refused) {
            say("panel.refused", refused.kind());
        }
        FrontPanel.open(List.of(new LinuxSettings.LineOut("RELAY", false, Output.Shows.ALARM)), phc, SYS).close();
        say("panel.takenAgain", "true");
    }

    /** The pulse of one clock is wired to an input of the other. */
    private static void pulseOutput(Phc phc, Phc other) throws Exception {
        phc.step(1_700_000_000L * NS + 123_456_789);
        other.step(12_345_678);
        try (PulseOutput output = PulseOutput.open(phc, new PulseOutput.Wiring(0, 1, 10_000_000, 250),
                Output.Shows.TRUSTED);
                ExternalStamps input = ExternalStamps.open(other, 1, 1, ExternalStamps.Polarity.RISING)) {
            say("out.silentAtFirst", count(input, 3) == 0);
            say("out.set", output.set(true));
            say("out.aheadNs", placeInSecond(next(input), other, phc));
            say("out.again", output.set(true));
            say("out.apartNs", apart(input));
            phc.step(300_000_000);
            say("out.afterStepSet", output.set(true));
            count(input, 3);
            say("out.afterStepAheadNs", placeInSecond(next(input), other, phc));
            say("out.off", output.set(false));
            count(input, 1);
            say("out.silentAgain", count(input, 3) == 0);
        }
        tap(phc, other);
        try {
            PulseOutput.open(phc, new PulseOutput.Wiring(7, -1, 1, 0), Output.Shows.ALWAYS).close();
            say("out.noSuchChannel", "taken");
        } catch (BoardException refused) {
            say("out.noSuchChannel", refused.kind());
        }
    }

    /** Two channels of one clock: the receiver's pulse, and beside it what another clock puts out. */
    private static void tap(Phc phc, Phc other) throws Exception {
        try (PulseOutput output = PulseOutput.open(phc, new PulseOutput.Wiring(0, 1, 10_000_000, 250),
                Output.Shows.TRUSTED);
                ExternalStamps pulses = ExternalStamps.open(other, 0, 0, ExternalStamps.Polarity.RISING);
                PpsInput tapped = pulses.tap(1, 1, ExternalStamps.Polarity.RISING)) {
            output.set(true);
            count(pulses, 3);
            while (tapped.poll() != null) {
                // those before the clock was stepped
            }
            say("tap.pulses", count(pulses, 4));
            say("tap.aheadNs", placeInSecond(Objects.requireNonNull(tapped.poll(), "nothing tapped"), other, phc));
            int more = 0;
            while (tapped.poll() != null) {
                more++;
            }
            say("tap.more", more);
        }
    }

    private static long apart(PpsInput input) throws BoardException {
        Edge first = next(input);
        return next(input).clockNs() - first.clockNs();
    }

    /** Where an edge that {@code stamper} stamped lies in the second of {@code clock}, ns from the nearest one; positive before it. */
    private static long placeInSecond(Edge edge, Phc stamper, Phc clock) {
        CrossTimestamp theirs = Objects.requireNonNull(stamper.read());
        CrossTimestamp ours = Objects.requireNonNull(clock.read());
        long clockNs = ours.clockAt(theirs.monoNs() + edge.clockNs() - theirs.clockNs());
        return NS / 2 - Math.floorMod(clockNs + NS / 2, NS);
    }

    private static int count(PpsInput input, int seconds) throws BoardException {
        int edges = 0;
        long endNs = MONOTONIC.nowNs() + seconds * NS;
        try (PpollWaiter waiter = new PpollWaiter(List.of(input), MONOTONIC)) {
            while (MONOTONIC.nowNs() - endNs < 0) {
                while (input.poll() != null) {
                    edges++;
                }
                waiter.await(endNs);
            }
        }
        return edges;
    }

    private static Edge next(PpsInput input) throws BoardException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(input), MONOTONIC)) {
            long deadlineNs = MONOTONIC.nowNs() + 5 * NS;
            Edge edge = input.poll();
            while (edge == null && MONOTONIC.nowNs() < deadlineNs) {
                waiter.await(deadlineNs);
                edge = input.poll();
            }
            return Objects.requireNonNull(edge, "no edge in 5 s");
        }
    }

    private static void sleep(long ns) throws BoardException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(), MONOTONIC)) {
            waiter.await(MONOTONIC.nowNs() + ns);
        }
    }

    private static void pull(int line, String where) throws IOException {
        Files.writeString(Path.of(device("BENCH_GPIO"), "sim_gpio" + line, "pull"), "pull-" + where);
    }

    private static String level(int line) throws IOException {
        return Files.readString(Path.of(device("BENCH_GPIO"), "sim_gpio" + line, "value")).strip();
    }

    private static String lamp() throws IOException {
        return Files.readString(SYS.resolve("class/leds/bench:green:lock/brightness")).strip().equals("0") ? "0" : "1";
    }

    private static String device(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
