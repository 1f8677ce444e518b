package dev.grandmaster.linux.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.time.UtcStatus;

/** Runs in the guest of the test bench: a whole board of real devices, twice. {@code BoardIT} judges what it prints. */
final class BoardInGuest {

    private static final long SECOND_NS = 1_000_000_000;

    private BoardInGuest() {
    }

    public static void main(String[] arguments) throws BoardException, IOException {
        Files.writeString(Path.of(Objects.requireNonNull(System.getenv("BENCH_KNOBS")), "temp0_mdeg"), "41625");
        LinuxSettings.Serial receiver = new LinuxSettings.Serial("/dev/ttyGNSS", 9_600);
        String pulse = Objects.requireNonNull(System.getenv("BENCH_PPS"));
        work("card", new LinuxSettings(new BoardInfo("card", "test", false), new LinuxSettings.PhcOfInterface("vp0"),
                new LinuxSettings.ClockInput(0, 0, true), receiver, SocketOptions.DEFAULT,
                new LinuxSettings.Surroundings(List.of("hwmon:ptpbench"))), Timestamping.HARDWARE);
        work("generic", new LinuxSettings(new BoardInfo("generic", "test", false),
                new LinuxSettings.SystemTime(Path.of("/run/gm-system-clock.lock")),
                new LinuxSettings.KernelPulse(pulse, true), receiver, SocketOptions.DEFAULT), Timestamping.AUTO);
    }

    private static void work(String name, LinuxSettings settings, Timestamping timestamping) throws BoardException {
        try (LinuxBoard board = LinuxBoard.open(settings)) {
            say(name + ".follow", board.follow(UtcStatus.unknown(37)));
            PtpTransport transport = board.transport(new PortSpec("vp0", TransportProtocol.UDP_IPV4, timestamping));
            say(name + ".hardwareStamps", transport.hardwareStamps());
            say(name + ".link", transport.link());
            int edges = 0;
            StringBuilder said = new StringBuilder();
            byte[] chunk = new byte[512];
            long endNs = board.monotonic().nowNs() + 10 * SECOND_NS;
            try (Waiter waiter = board.waiter(List.of(board.pps(), board.gnss()))) {
                int rounds = 0;
                while (board.monotonic().nowNs() - endNs < 0) {
                    for (Edge edge = board.pps().poll(); edge != null; edge = board.pps().poll()) {
                        edges++;
                    }
                    for (int n = board.gnss().read(chunk); n > 0; n = board.gnss().read(chunk)) {
                        said.append(new String(chunk, 0, n, StandardCharsets.US_ASCII));
                    }
                    rounds++;
                    waiter.await(endNs);
                }
                Temperature temperature = board.sensors().oscillator();
                if (temperature != null) {
                    say(name + ".celsius", temperature.celsius());
                    say(name + ".freshTemperature", temperature.ageNs(board.monotonic().nowNs()) < 2 * SECOND_NS);
                }
                say(name + ".edges", edges);
                say(name + ".sentences", said.toString().lines().filter(line -> line.startsWith("$GNRMC,")).count());
                say(name + ".waitedInsteadOfSpinning", rounds < 1_000);
            }
        }
    }

    private static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
