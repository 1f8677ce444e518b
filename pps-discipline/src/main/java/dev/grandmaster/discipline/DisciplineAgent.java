package dev.grandmaster.discipline;

import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.TimeMessage;
import org.jspecify.annotations.Nullable;

/** The duty cycle of the discipline: the only one that steers the clock and writes {@link GrandmasterState}. */
public final class DisciplineAgent implements Agent, DisciplineEffects {

    /** What a cycle takes from a queue at most, so that a flood cannot hold it. */
    private static final int BATCH = 64;

    /**
     * What the agent reads.
     *
     * @param messages from the receiver agent; bounded by who fills it
     * @param given    asked once a cycle, at its beginning
     * @param sensors  the board's thermometers
     */
    public record Inputs(Queue<TimeMessage> messages, Supplier<Given> given, Sensors sensors) {
    }

    /**
     * What comes from elsewhere in the house; latest wins, also while running.
     *
     * @param leapSeconds the list in force, empty for none
     * @param testimony   what sources say that do not depend on the receiver, empty for none
     * @param rehearsal   the last wish to see holdover
     */
    public record Given(DisciplineSettings settings, Optional<LeapSecondTable> leapSeconds,
            Optional<Testimony> testimony, RehearsalRequest rehearsal) {
    }

    /**
     * What the agent writes.
     *
     * @param state     every cycle
     * @param reference every cycle
     * @param outlook   every cycle
     * @param memory    once a minute while locked, empty before the first lock: what to keep over a restart
     * @param events    for those who watch
     */
    public record Outputs(Latest<GrandmasterState> state, Latest<ReferenceStatus> reference,
            Latest<HoldoverOutlook> outlook, Latest<Optional<DisciplineMemory>> memory, EventRing events) {
    }

    /** An older temperature is none. */
    private static final long STALE_NS = 300_000_000_000L;
    private static final long MEMORY_EVERY_NS = 60_000_000_000L;

    private final SteerableClock clock;
    private final PpsInput pps;
    private final Inputs inputs;
    private final Outputs outputs;
    private final @Nullable DisciplineMemory memory;
    private @Nullable DisciplineMachine machine;
    private long memoryMonoNs;
    private long steps;

    /** @param memory of a former run, or null */
    public DisciplineAgent(SteerableClock clock, PpsInput pps, @Nullable DisciplineMemory memory, Inputs inputs,
            Outputs outputs) {
        this.clock = clock;
        this.pps = pps;
        this.memory = memory;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public String role() {
        return "gm-disc";
    }

    @Override
    public long doWork(long nowMonoNs) {
        Given given = inputs.given().get();
        DisciplineMachine disciplined = machine;
        if (disciplined == null) {
            disciplined = new DisciplineMachine(given.settings(), clock.maxFrequencyPpb(),
                    pps.stampUncertaintyNs(), memory, nowMonoNs, this);
            machine = disciplined;
            memoryMonoNs = nowMonoNs;
        }
        disciplined.onSettings(given.settings());
        disciplined.onLeapSeconds(given.leapSeconds().orElse(null));
        disciplined.onTestimony(given.testimony().orElse(null));
        disciplined.onRehearsal(given.rehearsal(), nowMonoNs);
        disciplined.onPulseInput(pps.present());
        Temperature temperature = inputs.sensors().oscillator();
        disciplined.onTemperature(temperature != null && temperature.ageNs(nowMonoNs) <= STALE_NS
                ? temperature.celsius()
                : Double.NaN);
        for (int i = 0; i < BATCH; i++) {
            TimeMessage message = inputs.messages().poll();
            if (message == null) {
                break;
            }
            disciplined.onMessage(message);
        }
        for (int i = 0; i < BATCH; i++) {
            Edge edge = pps.poll();
            if (edge == null) {
                break;
            }
            disciplined.onEdge(edge, nowMonoNs);
        }
        outputs.state().set(disciplined.cycle(nowMonoNs, clock.read()));
        outputs.reference().set(disciplined.reference(nowMonoNs, steps));
        outputs.outlook().set(disciplined.outlook(nowMonoNs));
        if (nowMonoNs - memoryMonoNs >= MEMORY_EVERY_NS) {
            memoryMonoNs = nowMonoNs;
            outputs.memory().set(Optional.ofNullable(disciplined.memory()));
        }
        return disciplined.deadlineMonoNs(nowMonoNs);
    }

    /** Leaves the clock with the frequency that suits it best without us. */
    @Override
    public void onStop() {
        DisciplineMachine disciplined = machine;
        DisciplineMemory last = disciplined == null ? null : disciplined.memory();
        if (last != null) {
            clock.adjustFrequency(last.correctionPpb());
            outputs.memory().set(Optional.of(last));
        }
    }

    @Override
    public double adjustFrequency(double ppb) {
        return clock.adjustFrequency(ppb);
    }

    @Override
    public int step(long deltaNs) {
        steps++;
        return clock.step(deltaNs);
    }

    @Override
    public int era() {
        return clock.era();
    }

    @Override
    public void event(GmEvent event) {
        outputs.events().publish(event);
    }
}
