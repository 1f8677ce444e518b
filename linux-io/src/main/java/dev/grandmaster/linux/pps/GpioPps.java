package dev.grandmaster.linux.pps;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.bus.GpioLine.Polarity;
import dev.grandmaster.linux.bus.LineEdges;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.jspecify.annotations.Nullable;

/**
 * A pulse on a GPIO line, for boards without a kernel PPS driver: the <b>coarse class</b> of inputs. The kernel stamps the edge in its
 * interrupt, or where the chip sits behind a slow bus in a thread of it, on CLOCK_MONOTONIC; that stamp is brought to the clock's scale
 * here. It is late by an unknown time and never early, and the uncertainty that is told goes into every bound: clockAccuracy cannot
 * become better than 100 us. Owner: the discipline agent.
 */
public final class GpioPps implements PpsInput {

    /**
     * How late an edge may be stamped, ns. Interrupts on small computers are late by 5 to 20 us, by more while others are served; an estimate
     * from the PPS driver's figures with a margin, since no source promises one.
     */
    private static final double STAMP_UNCERTAINTY_NS = 50_000;
    /** An edge that waited for longer is from before something held us up, and the clock may have been stepped since, ns. */
    private static final long OLDEST_NS = 2_000_000_000;
    /** A chip that is gone is looked for so often; one that is silent is looked at, ns. */
    private static final long LOOK_NS = 500_000_000;

    private final LineEdges edges;
    private final SteerableClock clock;
    private final LinuxMonotonic monotonic = new LinuxMonotonic();
    private volatile boolean present = true;
    private long lookedMonoNs;

    private GpioPps(LineEdges edges, SteerableClock clock) {
        this.edges = edges;
        this.clock = clock;
    }

    /**
     * Takes a line.
     *
     * @param line  see {@link dev.grandmaster.linux.bus.GpioLine}
     * @param clock the clock on whose scale the edges are given
     * @throws BoardException when the line is absent, in use, not permitted, or cannot tell edges
     */
    public static GpioPps open(String line, Polarity polarity, SteerableClock clock) throws BoardException {
        return new GpioPps(LineEdges.open(line, polarity), clock);
    }

    @Override
    public String name() {
        return "GPIO " + edges.name() + " (coarse)";
    }

    @Override
    public int descriptor() {
        return edges.descriptor();
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public double stampUncertaintyNs() {
        return STAMP_UNCERTAINTY_NS;
    }

    /** How many edges came and could not be kept. */
    public long missed() {
        return edges.missed();
    }

    @Override
    public @Nullable Edge poll() {
        long monoNs = edges.next();
        while (monoNs != LineEdges.NONE) {
            CrossTimestamp now = clock.read();
            if (now != null && now.monoNs() - monoNs <= OLDEST_NS) {
                return new Edge(now.clockAt(monoNs), now.era(), monoNs);
            }
            monoNs = edges.next();
        }
        long nowNs = monotonic.nowNs();
        if (nowNs - lookedMonoNs >= LOOK_NS) {
            lookedMonoNs = nowNs;
            edges.look();
            edges.reopen();
        }
        present = edges.present();
        return null;
    }

    @Override
    public void close() {
        edges.close();
    }
}
