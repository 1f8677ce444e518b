package dev.grandmaster.linux.phc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Timespec;
import dev.grandmaster.linux.pps.KernelPps;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.linux.time.SystemClock;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/**
 * Runs in the guest of the test bench: works on its clock and pulses through this module's classes and prints what it saw, one
 * {@code name=value} a line. It judges nothing, {@code TimingIT} does.
 */
final class TimingInGuest {

    private static final long SECOND_NS = 1_000_000_000;
    private static final LinuxMonotonic MONOTONIC = new LinuxMonotonic();

    private TimingInGuest() {
    }

    public static void main(String[] arguments) throws Exception {
        Path phcPath = Path.of(device("BENCH_PHC0"));
        try (Phc phc = Phc.ofInterface("vp0")) {
            say("phc.pathIsThatOfTheInterface", phc.name().equals(phcPath.toString()));
            open(phc);
            steer(phc);
            step(phc);
            compare(phc);
            stamps(phc);
            kernelPulse("pps", phc);
            noticed(phc);
            pulledOut(phc);
        }
        systemClock();
    }

    /** A pulse source whose driver is taken away and given back. */
    private static void pulledOut(Phc phc) throws IOException, BoardException {
        Path driver = Path.of("/sys/bus/platform/drivers/pps-gpio");
        String source;
        try (DirectoryStream<Path> bound = Files.newDirectoryStream(driver, "*pps*")) {
            source = bound.iterator().next().getFileName().toString();
        }
        try (KernelPps pps = KernelPps.open(device("BENCH_PPS_GPIO"), KernelPps.Polarity.ASSERT, phc)) {
            sleep(SECOND_NS);
            say("out.presentBefore", pps.present());
            Files.writeString(driver.resolve("unbind"), source);
            sleep(SECOND_NS);
            say("out.presentWithout", pps.present());
            Files.writeString(driver.resolve("bind"), source);
            sleep(SECOND_NS);
            say("out.presentAgain", pps.present());
            Files.writeString(Path.of(device("BENCH_GPIO"), "sim_gpio0", "pull"), "pull-down");
            sleep(SECOND_NS / 10);
            Files.writeString(Path.of(device("BENCH_GPIO"), "sim_gpio0", "pull"), "pull-up");
            say("out.edgeAgeMs", (MONOTONIC.nowNs() - next(pps).monoNs()) / 1_000_000);
        }
    }

    private static void open(Phc phc) {
        say("caps.maxAdjustPpb", phc.caps().maxAdjustPpb());
        say("caps.externalStamps", phc.caps().externalStamps());
        say("caps.pins", phc.caps().pins());
        say("caps.pinName", phc.pinName(0));
        say("caps.means", phc.means());
        try (Phc second = Phc.open(phc.name())) {
            say("second.name", second.name());
        } catch (BoardException refused) {
            say("second.refusedAs", refused.kind());
        }
    }

    private static void steer(Phc phc) throws IOException {
        say("steer.applied", phc.adjustFrequency(12_345.678));
        say("steer.readBack", phc.frequencyPpb());
        CrossTimestamp first = read(phc);
        sleep(10 * SECOND_NS);
        CrossTimestamp last = read(phc);
        double elapsedNs = last.monoNs() - first.monoNs();
        say("steer.measured", (last.clockNs() - first.clockNs() - elapsedNs) / elapsedNs * 1e9);
        say("steer.limited", phc.adjustFrequency(-1e15));
        say("steer.eras", phc.era());
        phc.adjustFrequency(0);
    }

    private static void step(Phc phc) throws IOException {
        say("step.farther", phc.step(-knob("err0_ns") + 37 * SECOND_NS));
        say("step.nearer", phc.step(37 * SECOND_NS - knob("err0_ns")));
        say("step.errorNs", knob("err0_ns") - 37 * SECOND_NS);
        say("step.residualNs", phc.stepResidualNs());
        say("step.eras", phc.era());
    }

    private static void compare(Phc phc) {
        CrossTimestamp reference = read(phc);
        for (Comparison.Means means : Comparison.Means.values()) {
            phc.compareBy(means);
            CrossTimestamp other = read(phc);
            say("used." + means.name().replace("_", ""), phc.means());
            say("compare." + means.name().replace("_", ""),
                    (other.clockNs() - other.monoNs()) - (reference.clockNs() - reference.monoNs()));
            say("window." + means.name().replace("_", ""), other.windowNs());
        }
        phc.compareBy(Comparison.Means.PRECISE);
    }

    private static void stamps(Phc phc) throws Exception {
        try (ExternalStamps input = ExternalStamps.open(phc, 0, 0, ExternalStamps.Polarity.RISING)) {
            say("extts.oneEdgeOnly", input.oneEdgeOnly());
            pulses("extts", input);
            // An edge that waits in the kernel while the clock is stepped is of the old era.
            sleep(2 * SECOND_NS);
            phc.step(300_000_000);
            Edge edge = next(input);
            say("extts.droppedOfOldEra", input.droppedOfOldEra());
            say("extts.eraAfterStep", edge.era() - phc.era());
            say("extts.afterStepNs", Math.floorMod(edge.clockNs(), SECOND_NS));
            phc.step(-300_000_000);
        }
        Files.writeString(knobFile("both_edges"), "Y");
        try (ExternalStamps input = ExternalStamps.open(phc, 0, 0, ExternalStamps.Polarity.RISING, false)) {
            say("both.oneEdgeOnly", input.oneEdgeOnly());
            pulses("both", input);
        }
        Files.writeString(knobFile("both_edges"), "N");
    }

    private static void kernelPulse(String name, dev.grandmaster.board.SteerableClock clock) throws Exception {
        try (KernelPps input = KernelPps.open(device("BENCH_PPS"), KernelPps.Polarity.ASSERT, clock)) {
            pulses(name, input);
            say(name + ".missed", input.missed());
        }
    }

    private static void noticed(Phc phc) throws IOException {
        read(phc);
        int before = phc.era();
        Files.writeString(knobFile("step0_ns"), "5000000");
        read(phc);
        say("noticed.eras", phc.era() - before);
        for (int i = 0; i < 30; i++) {
            phc.adjustFrequency(i * 1_000);
            sleep(SECOND_NS / 4);
        }
        say("noticed.whileSteered", phc.era() - before);
        say("noticed.windowNs", read(phc).windowNs());
        Files.writeString(knobFile("step0_ns"), "5000");
        read(phc);
        say("noticed.small", phc.era() - before);
        Files.writeString(knobFile("step0_ns"), "-1000");
        read(phc);
        say("noticed.tiny", phc.era() - before);
        phc.adjustFrequency(0);
    }

    private static void systemClock() throws Exception {
        Path lock = Path.of("/run/gm-system-clock.lock");
        Files.writeString(knobFile("gnss_free"), "Y");
        try (SystemClock clock = SystemClock.open(lock)) {
            say("system.offsetSet", clock.follow(UtcStatus.unknown(37)));
            say("system.offset", clock.utcOffset());
            say("system.eras", clock.era());
            long aheadNs = knob("gnss_ns") + 37 * SECOND_NS - Objects.requireNonNull(clock.read()).clockNs();
            say("system.aheadWithinMs", Math.abs(aheadNs) < 1_000_000);
            say("system.applied", clock.adjustFrequency(-4_321.5));
            say("system.readBack", clock.frequencyPpb());
            say("system.unclaimedAs", clock.claimedUs());
            say("system.claim", clock.claim(5));
            say("system.claimedAs", clock.claimedUs());
            say("system.unclaim", clock.claim(-1));
            say("system.unclaimedAgainAs", clock.claimedUs());
            say("system.zero", clock.adjustFrequency(0));
            say("system.step", clock.step(250_000_000));
            long steppedNs = Objects.requireNonNull(clock.read()).clockNs() - knob("gnss_ns") - 37 * SECOND_NS;
            say("system.steppedMs", Math.round(steppedNs / 1e6));
            try (SystemClock second = SystemClock.open(lock)) {
                say("system.second", second.name());
            } catch (BoardException refused) {
                say("system.refusedAs", refused.kind());
            }
            clock.step(-250_000_000);
            kernelPulse("systempps", clock);
            leapSecond(clock);
        }
    }

    /** The end of 2026 with an invented leap second: what the kernel's two scales do across it. */
    private static void leapSecond(SystemClock clock) throws Exception {
        long leapUtcNs = 1_798_761_600L * SECOND_NS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(Timespec.LAYOUT);
            Timespec.set(time, leapUtcNs - 10 * SECOND_NS);
            say("leap.set", Clocks.settime(Clocks.CLOCK_REALTIME, time));
            CrossTimestamp before = Objects.requireNonNull(clock.read());
            UtcStatus status = new UtcStatus(37, true, LeapSecondTable.NEVER, leapUtcNs + 38 * SECOND_NS, 1);
            say("leap.armed", clock.follow(status));
            sleep(14 * SECOND_NS);
            say("leap.after", clock.follow(status));
            CrossTimestamp after = Objects.requireNonNull(clock.read());
            Clocks.gettime(Clocks.CLOCK_REALTIME, time);
            say("leap.offset", clock.utcOffset());
            say("leap.eras", after.era() - before.era());
            say("leap.jumpNs", after.clockNs() - before.clockNs() - (after.monoNs() - before.monoNs()));
            say("leap.utcSecondsAfterwards", Math.floorDiv(Timespec.ns(time) - leapUtcNs, SECOND_NS));
        }
    }

    /** Three edges: their place in the second by the clock, and what lies between them by the monotonic clock. */
    private static void pulses(String name, PpsInput input) throws BoardException {
        next(input);
        Edge second = next(input);
        Edge third = next(input);
        say(name + ".inSecondNs", Math.floorMod(third.clockNs() + SECOND_NS / 2, SECOND_NS) - SECOND_NS / 2);
        say(name + ".clockApartNs", third.clockNs() - second.clockNs());
        say(name + ".monoApartNs", third.monoNs() - second.monoNs());
        say(name + ".ageMs", (MONOTONIC.nowNs() - third.monoNs()) / 1_000_000);
    }

    private static Edge next(PpsInput input) throws BoardException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(input), MONOTONIC)) {
            long deadlineNs = MONOTONIC.nowNs() + 5 * SECOND_NS;
            Edge edge = input.poll();
            while (edge == null && MONOTONIC.nowNs() < deadlineNs) {
                waiter.await(deadlineNs);
                edge = input.poll();
            }
            return Objects.requireNonNull(edge, "no edge in 5 s");
        }
    }

    private static void sleep(long ns) throws IOException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(), MONOTONIC)) {
            waiter.await(MONOTONIC.nowNs() + ns);
        } catch (BoardException noWaiter) {
            throw new IOException(noWaiter);
        }
    }

    private static CrossTimestamp read(Phc phc) {
        return Objects.requireNonNull(phc.read(), "the clock cannot be read");
    }

    private static long knob(String name) throws IOException {
        return Long.parseLong(Files.readString(knobFile(name)).strip());
    }

    private static Path knobFile(String name) {
        return Path.of(device("BENCH_KNOBS"), name);
    }

    private static String device(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
