package dev.grandmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A locked OCXO under virtual time: how much faster than time, and where the time and the garbage come from. */
final class SimulateBench {
    private static final String SCENARIO = """
            seed = 1
            [oscillator]
            kind = "OCXO"
            """;
    private static final int GOAL = 1_000;

    private SimulateBench() {
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        int seconds = arguments.isEmpty() ? 20_000 : Integer.parseInt(arguments.getFirst());
        Path folder = Files.createTempDirectory("gm-bench");
        Path scenario = folder.resolve("locked-ocxo.toml");
        Path recording = folder.resolve("simulate.jfr");
        try {
            Files.writeString(scenario, "durationS = " + seconds + "\n" + SCENARIO);
            report.table(List.of("flags", "times real time", "of the goal of " + GOAL,
                    "simulated s a busy processor second", "garbage, bytes per simulated s"));
            for (Child.Flags flags : Child.Flags.values()) {
                Map<String, Figures> figures = Child
                        .measure(Child.java(flags.list(), SimulateLoop.class.getName(), scenario));
                Figures speed = Child.figure(figures, "times-real-time");
                report.row(
                        List.of(flags.label(), speed.text(0), String.format(Locale.ROOT, "%.1f", speed.median() / GOAL),
                                Child.figure(figures, "per-busy-s").text(0),
                                Child.figure(figures, "garbage").text(0)));
            }
            List<String> profiled = new ArrayList<>(Child.Flags.FULL.list());
            profiled.add("-Xlog:jfr*=off");
            profiled.add("-XX:StartFlightRecording:settings=profile,filename=" + recording);
            Child.measure(Child.java(profiled, SimulateLoop.class.getName(), scenario));
            HotSpots.of(recording).print(report);
        } finally {
            Files.deleteIfExists(scenario);
            Files.deleteIfExists(recording);
            Files.deleteIfExists(folder);
        }
    }
}
