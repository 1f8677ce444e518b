package dev.grandmaster.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.agent.AgentThread;
import dev.grandmaster.app.alarm.Conditions;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.persistence.PriorityStore;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Recorder;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.linux.net.UnixDatagrams;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.monitor.OtherMasters;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.state.ClockIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PTP side of the running service: its sockets, its agent and the thread of it. It can be opened anew with other settings while the clock
 * runs on; clients with grants ask again then. Used by one thread after the other: that of the start, the supervisor, that of the end.
 */
final class Wire implements AutoCloseable {

    /** Name of the socket for PTP management clients within the state directory. */
    static final String MANAGEMENT_SOCKET = "management.sock";

    private static final Logger LOG = LoggerFactory.getLogger("gm");

    private final Board board;
    private final ClockIdentity identity;
    private final Path stateDirectory;
    private final Lifetime lifetime;
    private final Conditions conditions;
    private final PriorityStore priorities;
    private final @Nullable Recorder recorder;
    private List<PortPlan> ports = List.of();
    private @Nullable ManagementChannel management;
    private @Nullable AgentThread thread;
    private volatile @Nullable PtpAgent agent;
    private boolean onTape;

    /**
     * Opens nothing yet.
     *
     * @param recorder takes the agent that runs first; null where nothing is recorded
     */
    Wire(Board board, ClockIdentity identity, Path stateDirectory, Lifetime lifetime, Conditions conditions,
            @Nullable Recorder recorder) {
        this.board = board;
        this.recorder = recorder;
        this.identity = identity;
        this.stateDirectory = stateDirectory;
        this.lifetime = lifetime;
        this.conditions = conditions;
        this.priorities = new PriorityStore(new DurableFile(stateDirectory.resolve("priorities")));
    }

    /** Keeps the priorities that a management client has set over a restart. */
    void keepPriorities() {
        PtpAgent running = agent;
        if (running == null || running.priorities().get().isEmpty()) {
            return;
        }
        try {
            priorities.keep(running.priorities().get());
        } catch (IOException e) {
            LOG.warn("the priorities cannot be kept: {}", e.getMessage());
        }
    }

    /** Opens the ports that can be opened. Ports that nobody asked for are done without where the privilege is missing. */
    void open(Configuration configuration) throws BoardException {
        try {
            ports = Plans.ports(configuration, board, identity).stream()
                    .map(plan -> plan.with(priorities.applied(plan.instance()))).toList();
            conditions.set("ptp-not-served", false, "");
        } catch (BoardException e) {
            if (configuration.portsAskedFor() || e.kind() != BoardException.Kind.FORBIDDEN) {
                throw e;
            }
            conditions.set("ptp-not-served", true, "PTP is not served: " + e.getMessage());
        }
        management = ports.isEmpty() ? null : managementSocket();
    }

    /** What a recording has to know of this side; null where there are no ports. */
    Header.@Nullable Wire tape(Configuration configuration) {
        if (recorder == null || ports.isEmpty()) {
            return null;
        }
        onTape = true;
        return Header.Wire.of(identity, ports, Plans.options(configuration, board.info(), management));
    }

    /** Lets the agent run. */
    void start(Configuration configuration, Grandmaster cells) throws BoardException {
        if (ports.isEmpty()) {
            return;
        }
        Recorder tape = onTape ? recorder : null;
        PtpOptions options = Plans.options(configuration, board.info(), management);
        PtpAgent made = new PtpAgent("gm-ptp-0", ports, tape == null ? options : tape.options(options),
                cells.state(), cells.ptp(), cells.events());
        List<Pollable> sources = new ArrayList<>(ports.stream().map(PortPlan::transport).distinct().toList());
        Optional.ofNullable(management).ifPresent(sources::add);
        thread = new AgentThread(tape == null ? made : tape.wire(made), board.monotonic(), board.waiter(sources),
                lifetime::fail).start();
        agent = made;
    }

    /**
     * Ends the agent and begins anew with another configuration.
     *
     * @throws BoardException where its ports cannot be opened; the former ones are open again then
     */
    void reopen(Configuration wanted, Configuration former, Grandmaster cells) throws BoardException {
        close();
        // The tape knows the ports of the beginning; it has their end, and nothing of those that follow.
        onTape = false;
        try {
            open(wanted);
            start(wanted, cells);
        } catch (BoardException e) {
            open(former);
            start(former, cells);
            throw e;
        }
    }

    /** Where PTP management clients of this host ask; null, and told, where it cannot be had. */
    private @Nullable ManagementChannel managementSocket() {
        try {
            return UnixDatagrams.open(stateDirectory.resolve(MANAGEMENT_SOCKET));
        } catch (BoardException e) {
            LOG.warn("no management socket: {}", e.getMessage());
            return null;
        }
    }

    /** The agent that runs now; null where PTP is not served. */
    @Nullable
    PtpAgent agent() {
        return agent;
    }

    /** Who the PTP clients are, for any thread; null where PTP is not served. */
    @Nullable
    ClientDirectory clients() {
        PtpAgent running = agent;
        return running == null ? null : running.clients();
    }

    /** What other masters tell that are overheard, for any thread. */
    List<OtherMasters.Heard> overheard() {
        PtpAgent running = agent;
        return running == null ? List.of() : running.others().get();
    }

    /** Ends the agent, which closes its sockets. */
    @Override
    public void close() {
        AgentThread running = thread;
        if (running != null) {
            running.close();
        }
        thread = null;
        agent = null;
        ports = List.of();
    }
}
