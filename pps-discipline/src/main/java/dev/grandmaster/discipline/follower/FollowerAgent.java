package dev.grandmaster.discipline.follower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Follower;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;

/**
 * The duty cycle of the followers: each is steered and told how far it may be from the disciplined clock, which the ports that it stamps add
 * to the bound that they announce.
 */
public final class FollowerAgent implements Agent {

    private static final long PERIOD_NS = 1_000_000_000;

    private final SteerableClock leader;
    private final Supplier<List<Follower>> followers;
    private final List<Course> courses = new ArrayList<>();
    private final Latest<GrandmasterState> state;
    private long dueMonoNs;
    private boolean begun;

    /** One follower and where it is. */
    private static final class Course {
        private final Follower follower;
        private final FollowerServo servo;
        private int era;
        private int leaderEra;
        private boolean following;

        Course(Follower follower) {
            this.follower = follower;
            this.servo = new FollowerServo(follower.clock().maxFrequencyPpb(), follower.stepNs());
        }

        double errorNs() {
            return following ? servo.errorNs() : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * @param leader    the disciplined clock; only read
     * @param followers those there are now; asked once a second
     * @param state     of it
     */
    public FollowerAgent(SteerableClock leader, Supplier<List<Follower>> followers, Latest<GrandmasterState> state) {
        this.leader = leader;
        this.state = state;
        this.followers = followers;
    }

    @Override
    public String role() {
        return "gm-follow";
    }

    @Override
    public long doWork(long nowMonoNs) {
        GrandmasterState now = state.get();
        if (!begun || nowMonoNs - dueMonoNs >= 0) {
            begun = true;
            dueMonoNs = nowMonoNs + PERIOD_NS;
            takeNew();
            courses.forEach(course -> follow(course, now, nowMonoNs));
        }
        return dueMonoNs;
    }

    /** Clocks go on at the frequency that suited them last; nobody vouches for them any more. */
    @Override
    public void onStop() {
        courses.forEach(course -> course.follower.within(Double.POSITIVE_INFINITY));
    }

    private void takeNew() {
        for (Follower follower : followers.get()) {
            if (courses.stream().noneMatch(course -> course.follower.equals(follower))) {
                courses.add(new Course(follower));
            }
        }
    }

    private void follow(Course course, GrandmasterState now, long nowMonoNs) {
        Follower follower = course.follower;
        CrossTimestamp theirs = mayFollow(follower, now, nowMonoNs) ? leader.read() : null;
        CrossTimestamp own = theirs == null ? null : follower.clock().read();
        if (theirs == null || own == null) {
            course.following = false;
            follower.within(Double.POSITIVE_INFINITY);
            return;
        }
        if (!course.following || theirs.era() != course.leaderEra || own.era() != course.era) {
            course.servo.restart(follower.clock().frequencyPpb());
        }
        course.following = true;
        steer(course, (double) (own.clockNs() - theirs.clockAt(own.monoNs())),
                own.windowNs() + (double) theirs.windowNs(),
                own.monoNs());
        course.leaderEra = theirs.era();
        course.era = follower.clock().era();
        follower.within(course.errorNs());
    }

    private static void steer(Course course, double offsetNs, double windowNs, long monoNs) {
        SteerableClock clock = course.follower.clock();
        boolean done = switch (course.servo.onOffset(offsetNs, windowNs, monoNs)) {
            case NONE -> true;
            case STEP -> clock.step(Math.round(course.servo.stepNs())) >= 0;
            case ADJUST -> !Double.isNaN(clock.adjustFrequency(course.servo.frequencyPpb()));
        };
        course.following = done;
    }

    private static boolean mayFollow(Follower follower, GrandmasterState now, long nowMonoNs) {
        boolean known = now.served() && Double.isFinite(now.boundNs()) && nowMonoNs - now.validUntilMonoNs() < 0;
        return known && follower.refusal().isEmpty()
                && (!follower.needsUtc() || now.announced().utc().validAt(now.taiAt(nowMonoNs)));
    }
}
