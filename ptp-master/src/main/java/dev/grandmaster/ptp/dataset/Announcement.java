package dev.grandmaster.ptp.dataset;

import java.util.Objects;

import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.time.UtcStatus;

/**
 * What one instance may say at one instant: {@code GrandmasterState} evaluated at the time of the message. All data sets and
 * all Announce messages are made from here, so they cannot disagree.
 *
 * <p>{@link #update} is called once a duty cycle and before anything is sent. It applies the dead-man rule (past
 * {@code validUntilMonoNs} the fallback counts), lets the UTC offset change on its TAI second and raises the leap flags 12 hours
 * before. It allocates nothing but what the profile's own words for a new quality take.
 */
public final class Announcement {
    /** A stamp further from the clock's own reading than this was not taken by the clock that we announce. */
    private static final long IMPLAUSIBLE_NS = 1_000_000_000L;

    private final InstanceConfig instance;
    private GrandmasterState state;
    private GrandmasterState.Announced announced;
    /** What {@link #announced} was made of. */
    private GrandmasterState.Announced heard;
    private final Candidate own = new Candidate();
    private boolean served;
    private boolean alive;
    private long nowMonoNs;
    private long taiNs;
    private int flags;
    private int currentUtcOffset;

    public Announcement(InstanceConfig instance, GrandmasterState state, long nowMonoNs) {
        this.instance = instance;
        this.state = state;
        this.heard = state.announcedAt(nowMonoNs);
        this.announced = instance.words().apply(heard);
        own.grandmasterIdentity = instance.clockIdentity().value();
        own.priority1 = instance.priority1();
        own.priority2 = instance.priority2();
        own.localPriority = instance.standing().localPriority();
        own.sentBy(own.grandmasterIdentity, 0);
        own.receivedBy(own.grandmasterIdentity, 0);
        update(state, nowMonoNs);
    }

    /** Evaluates the snapshot at an instant, monotonic ns. */
    public void update(GrandmasterState newState, long nowMonoNs) {
        this.state = newState;
        this.nowMonoNs = nowMonoNs;
        GrandmasterState.Announced now = newState.announcedAt(nowMonoNs);
        if (!Objects.equals(now, heard)) {
            heard = now;
            announced = instance.words().apply(now);
        }
        alive = nowMonoNs - newState.validUntilMonoNs() < 0;
        taiNs = newState.taiAt(nowMonoNs);
        served |= newState.served();
        currentUtcOffset = announced.utc().offsetAt(taiNs);
        flags = Flags.PTP_TIMESCALE //
                | (announced.utc().leap61At(taiNs) ? Flags.LEAP61 : 0) //
                | (announced.utc().leap59At(taiNs) ? Flags.LEAP59 : 0) //
                | (announced.utc().validAt(taiNs) ? Flags.CURRENT_UTC_OFFSET_VALID : 0) //
                | (announced.timeTraceable() ? Flags.TIME_TRACEABLE : 0) //
                | (announced.frequencyTraceable() ? Flags.FREQUENCY_TRACEABLE : 0);
        own.clockClass = announced.quality().clockClass();
        own.offsetScaledLogVariance = announced.quality().offsetScaledLogVariance();
    }

    public InstanceConfig instance() {
        return instance;
    }

    /** Other priorities than those of the configuration from now on, each 0 to 255. */
    public void prioritise(int priority1, int priority2) {
        if ((priority1 | priority2) >>> 8 != 0) {
            throw new IllegalArgumentException("priorities " + priority1 + " and " + priority2);
        }
        own.priority1 = priority1;
        own.priority2 = priority2;
    }

    /** The priorities in force. */
    public Priorities priorities() {
        return new Priorities(own.priority1, own.priority2);
    }

    /** Whether the time may be told at all; once true it stays true. */
    public boolean served() {
        return served;
    }

    /**
     * Our defaultDS as the comparison of clause 9.3.4 sees it (D0), with the clockAccuracy that the port announces: others compare by that
     * one, and both sides must come to the same end. Lent until the next call.
     *
     * @param stampErrorNs by how much the clock that stamps the port may be off the one that is announced, ns
     */
    public Candidate own(double stampErrorNs) {
        own.clockAccuracy = clockAccuracy(stampErrorNs).wireValue();
        return own;
    }

    /** An estimate of now for originTimestamp fields, TAI ns; 0, which the standard allows too, when nobody vouches for it. */
    public long originTaiNs() {
        return alive && taiNs > 0 ? taiNs : 0;
    }

    /**
     * Writes all of the body, and the flags that go with it. The caller adds what the port decides.
     *
     * @param stampErrorNs by how much the clock that stamps the port may be off the one that is announced, ns
     */
    public void write(Announce message, double stampErrorNs) {
        message.originTaiNs(originTaiNs());
        message.flags(flags);
        message.currentUtcOffset(currentUtcOffset);
        message.grandmasterPriorities(own.priority1, own.priority2);
        message.clockQuality(own.clockClass, clockAccuracy(stampErrorNs).wireValue(), own.offsetScaledLogVariance);
        message.grandmasterIdentity(own.grandmasterIdentity);
        message.stepsRemoved(0);
        message.timeSource(announced.timeSource().wireValue());
    }

    /** clockAccuracy of a port: its clients see the announced clock through the one that stamps. */
    private ClockAccuracy clockAccuracy(double stampErrorNs) {
        ClockAccuracy accuracy = announced.quality().clockAccuracy();
        if (stampErrorNs == 0 || accuracy == ClockAccuracy.UNKNOWN) {
            return accuracy;
        }
        double boundNs = alive ? state.boundNs() : accuracy.limitNs();
        return accuracy.orWorse(ClockAccuracy.covering(boundNs + stampErrorNs));
    }

    /**
     * Whether a stamp can be of the clock that we announce. A stamp on another scale (UTC for TAI is 37 s) must cost a message,
     * not a client's time. While nobody vouches for the clock's reading, any instant after the first second of 1970 will do.
     *
     * @param clockNs TAI ns
     */
    public boolean plausible(long clockNs) {
        return clockNs >= IMPLAUSIBLE_NS && (!alive || Math.abs(clockNs - taiNs) < IMPLAUSIBLE_NS);
    }

    private ClockQuality quality(double stampErrorNs) {
        ClockQuality quality = announced.quality();
        return new ClockQuality(quality.clockClass(), clockAccuracy(stampErrorNs), quality.offsetScaledLogVariance());
    }

    /** clause 8.2.1, as a port tells it whose stamps may be off by so many ns. */
    public DefaultDs defaultDs(int numberPorts, double stampErrorNs) {
        return new DefaultDs(instance.clockIdentity(), numberPorts, quality(stampErrorNs), own.priority1,
                own.priority2, instance.domainNumber(), instance.sdoId());
    }

    /** clause 8.2.4 */
    public TimePropertiesDs timePropertiesDs() {
        return new TimePropertiesDs(currentUtcOffset, (flags & Flags.CURRENT_UTC_OFFSET_VALID) != 0,
                (flags & Flags.LEAP59) != 0, (flags & Flags.LEAP61) != 0, announced.timeTraceable(),
                announced.frequencyTraceable(), announced.timeSource());
    }

    /** clause 8.2.3, as a port tells it whose stamps may be off by so many ns; we are our own parent, for no port of ours is ever a slave. */
    public ParentDs parentDs(double stampErrorNs) {
        return new ParentDs(instance.clockIdentity(), instance.clockIdentity(), quality(stampErrorNs),
                own.priority1, own.priority2);
    }

    /** What is announced of UTC. */
    public UtcStatus utc() {
        return announced.utc();
    }

    /** Whether the clock's reading and its distance from UTC are both vouched for now. */
    public boolean utcKnown() {
        return alive && taiNs > 0 && (flags & Flags.CURRENT_UTC_OFFSET_VALID) != 0;
    }

    /** Whether the snapshot still holds; else its fallback is what is announced. */
    public boolean alive() {
        return alive;
    }

    /** The snapshot that was evaluated last. */
    public GrandmasterState state() {
        return state;
    }

    /** When it was evaluated, monotonic ns. */
    public long nowMonoNs() {
        return nowMonoNs;
    }
}
