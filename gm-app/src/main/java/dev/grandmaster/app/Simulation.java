package dev.grandmaster.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.grandmaster.app.config.Scenario;
import dev.grandmaster.app.config.SimulateRequest;
import dev.grandmaster.app.config.SiteConfig;
import dev.grandmaster.app.leap.LeapSecondsSources;
import dev.grandmaster.app.scenario.ScenarioRun;
import dev.grandmaster.app.scenario.Second;
import dev.grandmaster.app.scenario.Summary;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.gnss.ReceiverPlan;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.time.LeapSecondTable;
import io.avaje.jsonb.Jsonb;

/** {@code gm simulate}: plays a scenario and says what it came to. */
public final class Simulation {

    /** Every scenario begins on 2026-11-22 00:00:00 TAI, so that the same file and seed give the same figures on any day. */
    private static final long START_TAI_NS = 1_795_305_600L * 1_000_000_000L;
    /** Nobody hears it: a scenario has no network. */
    private static final ClockIdentity NOBODY = new ClockIdentity(0x0200_00FF_FE00_0001L);

    private Simulation() {
    }

    /** The kinds of faults that a scenario may have. */
    public static Set<FaultKind> playable() {
        return EnumSet.allOf(FaultKind.class);
    }

    /**
     * Plays.
     *
     * @param out gets the summary, one JSON object
     * @throws BoardException never in fact: nothing is opened
     * @throws IOException    where the series cannot be written
     */
    public static void run(SimulateRequest request, PrintStream out) throws BoardException, IOException {
        Scenario scenario = request.scenario();
        LeapSecondTable leapSeconds = new LeapSecondsSources(Optional.empty()).read().best();
        DisciplineSettings settings = settings(scenario);
        ScenarioRun run = new ScenarioRun(
                new ScenarioRun.Stage(Boards.physics(scenario.world()), Boards.receiver(scenario.world().receiver()),
                        Boards.faults(scenario.faults(), START_TAI_NS), leapSeconds, START_TAI_NS),
                board -> new Grandmaster.Beginning(settings, null, Optional.of(leapSeconds),
                        new ReceiverPlan(ReceiverLimits.since(NotBefore.MADE.seconds()), ReceiverWish.DEFAULT), NOBODY,
                        List.of(), PtpOptions.DEFAULT));
        long startedNs = System.nanoTime();
        long seconds = Math.round(scenario.durationS());
        if (request.series().isPresent()) {
            try (Writer writer = Files.newBufferedWriter(request.series().get())) {
                writer.write(Second.CSV_HEADER + "\n");
                run.play(seconds, line(writer));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        } else {
            run.play(seconds, second -> {
            });
        }
        double realS = (System.nanoTime() - startedNs) / 1e9;
        Summary summary = run.summary(scenario.world().seed(), Math.rint(scenario.durationS() / realS));
        out.println(Jsonb.builder().serializeNulls(true).build().type(Object.class).toJson(summary.parts()));
    }

    private static Consumer<Second> line(Writer writer) {
        return second -> {
            try {
                writer.write(second.csv() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static DisciplineSettings settings(Scenario scenario) {
        DisciplineSettings defaults = DisciplineSettings.defaults(Plans.prior(scenario.world().oscillator().label()),
                Plans.policy(scenario.profile(), SiteConfig.Ladder.USUAL));
        return defaults.with(defaults.antenna().withCableDelayNs(scenario.configuredDelayNs()));
    }
}
