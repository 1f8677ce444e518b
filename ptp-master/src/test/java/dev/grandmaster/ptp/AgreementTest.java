package dev.grandmaster.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.Comparison;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.ReferenceClock;
import dev.grandmaster.ptp.dataset.ReferenceClock.State;
import dev.grandmaster.ptp.dataset.ReferenceClock.Told;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import org.junit.jupiter.api.Test;

/**
 * Clocks of ours and clocks as the standard describes them, on random networks of up to four segments that boundary clocks join: when
 * they have talked for a while, all of a network follow one grandmaster, the best one, and on each segment one port alone speaks.
 */
class AgreementTest {
    private static final long SEED = 0x5EED_1588L;
    private static final int NETWORKS = 400;
    private static final long SECOND = Clocks.SECOND;
    private static final PtpAddress SOMEBODY = new PtpAddress().setIpv4(0x0A00_0001, 320);
    private static final int[] CLASSES = {6, 7, 52, 187, 248};
    private static final ClockAccuracy[] ACCURACIES = {ClockAccuracy.WITHIN_100_NS, ClockAccuracy.WITHIN_1_US,
            ClockAccuracy.UNKNOWN};

    /** A clock with ports on some segments. */
    private interface Member {
        long identity();

        int[] segments();

        void hear(Told told, int port, int round);

        /** Lets a second pass and gives what each port says, null for nothing. */
        List<Told> round(int round);

        /** Whom the clock follows on this port; itself where it is the master there. */
        long grandmaster(int port);

        boolean speaks(int port);

        Told own();
    }

    private static final class Ours implements Member {
        private final Told own;
        private final int[] segments;
        private final List<RecordingTransport> wires = new ArrayList<>();
        private final Latest<GrandmasterState> clock;
        private final Latest<PtpStatus> status;
        private final PtpAgent agent;
        private ClockQuality quality;

        Ours(Told own, int[] segments, Comparison comparison) {
            this.own = own;
            this.segments = segments;
            ClockIdentity identity = new ClockIdentity(own.sender());
            quality = quality(own);
            clock = new Latest<>(Clocks.with(quality, Clocks.UTC, 0));
            status = new Latest<>(new PtpStatus(identity, List.of()));
            InstanceConfig instance = new InstanceConfig("test", identity, 0, 0, own.priority1(), own.priority2(),
                    new InstanceConfig.Standing(comparison, 128), Objects::requireNonNull);
            List<PortPlan> plans = new ArrayList<>();
            for (int port = 1; port <= segments.length; port++) {
                RecordingTransport wire = new RecordingTransport("eth" + port);
                wires.add(wire);
                PortConfig preset = PortConfig.of(port, Profile.DEFAULT_E2E);
                plans.add(new PortPlan(instance, new PortConfig(port, preset.delayMechanism(),
                        new PortConfig.Intervals(0, 0, 0, 3), false, 1, PortConfig.Latency.NONE), wire));
            }
            agent = new PtpAgent("gm-ptp-0", plans, clock, status, new EventRing(64));
        }

        private static ClockQuality quality(Told own) {
            for (ClockAccuracy accuracy : ClockAccuracy.values()) {
                if (accuracy.wireValue() == own.accuracy()) {
                    return new ClockQuality(own.clockClass(), accuracy, own.variance());
                }
            }
            throw new AssertionError(own);
        }

        void degrade(int clockClass) {
            quality = new ClockQuality(clockClass, ClockAccuracy.UNKNOWN, 0xFFFF);
        }

        @Override
        public long identity() {
            return own.sender();
        }

        @Override
        public int[] segments() {
            return segments;
        }

        @Override
        public void hear(Told told, int port, int round) {
            Announce message = new Announce().begin(MemorySegment.ofArray(new byte[64]), 0, 1);
            message.sourcePortIdentity(told.sender(), told.senderPort());
            message.logMessageInterval(0);
            message.grandmasterPriorities(told.priority1(), told.priority2());
            message.clockQuality(told.clockClass(), told.accuracy(), told.variance());
            message.grandmasterIdentity(told.grandmaster());
            message.stepsRemoved(told.stepsRemoved());
            wires.get(port).arrives(message, SOMEBODY, true, PtpSink.NO_STAMP);
        }

        @Override
        public List<Told> round(int round) {
            long now = round * SECOND;
            clock.set(Clocks.with(quality, Clocks.UTC, now));
            agent.doWork(now);
            List<Told> said = new ArrayList<>();
            for (RecordingTransport wire : wires) {
                List<RecordingTransport.Sent> announces = wire.sent(MessageType.ANNOUNCE);
                said.add(announces.isEmpty() ? null : told(announces.getLast().as(new Announce())));
                wire.forget();
            }
            return said;
        }

        private static Told told(Announce message) {
            return new Told(message.grandmasterPriority1(), message.clockClass(), message.clockAccuracy(),
                    message.offsetScaledLogVariance(), message.grandmasterPriority2(), message.grandmasterIdentity(),
                    message.stepsRemoved(), message.sourceClockIdentity(), message.sourcePortNumber());
        }

        @Override
        public long grandmaster(int port) {
            ClockIdentity better = status.get().ports().get(port).betterMaster();
            return better == null ? own.sender() : better.value();
        }

        @Override
        public boolean speaks(int port) {
            return status.get().ports().get(port).state() == PortState.MASTER;
        }

        @Override
        public Told own() {
            return own;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Standard(Told own, int[] segments, ReferenceClock clock) implements Member {
        @Override
        public long identity() {
            return own.sender();
        }

        @Override
        public void hear(Told told, int port, int round) {
            clock.hear(told, port, round);
        }

        @Override
        public List<Told> round(int round) {
            clock.decide(round);
            List<Told> said = new ArrayList<>();
            for (int port = 0; port < segments.length; port++) {
                said.add(round > 4 && clock.state(port) == State.MASTER ? clock.says(port) : null);
            }
            return said;
        }

        @Override
        public long grandmaster(int port) {
            return clock.grandmaster();
        }

        @Override
        public boolean speaks(int port) {
            return clock.state(port) == State.MASTER;
        }
    }

    private static Told clock(Random random, long identity, boolean boundary) {
        int clockClass = boundary ? 248 : CLASSES[random.nextInt(CLASSES.length)];
        return new Told(random.nextInt(4) == 0 ? 127 : 128, clockClass,
                ACCURACIES[random.nextInt(ACCURACIES.length)].wireValue(), random.nextBoolean() ? 0x4E5D : 0xFFFF,
                126 + random.nextInt(3), identity, 0, identity, 1);
    }

    private static void run(List<Member> members, int from, int rounds) {
        for (int round = from; round < from + rounds; round++) {
            for (Member speaker : members) {
                List<Told> said = speaker.round(round);
                for (int port = 0; port < said.size(); port++) {
                    Told told = said.get(port);
                    if (told != null) {
                        tell(members, speaker, speaker.segments()[port], told, round);
                    }
                }
            }
        }
    }

    private static void tell(List<Member> members, Member speaker, int segment, Told told, int round) {
        for (Member listener : members) {
            for (int port = 0; port < listener.segments().length; port++) {
                if (!listener.equals(speaker) && listener.segments()[port] == segment) {
                    listener.hear(told, port, round);
                }
            }
        }
    }

    private static final Comparator<Told> BEST = Comparator.comparingInt(Told::priority1)
            .thenComparingInt(Told::clockClass).thenComparingInt(Told::accuracy).thenComparingInt(Told::variance)
            .thenComparingInt(Told::priority2).thenComparing(Told::grandmaster, Long::compareUnsigned);

    @Test
    void allOfANetworkFollowTheBestOfIt() {
        for (int network = 0; network < NETWORKS; network++) {
            String which = "seed " + SEED + ", network " + network;
            Random random = new Random(SEED + network);
            int segments = 1 + random.nextInt(4);
            List<Member> members = new ArrayList<>();
            // A chain of boundary clocks makes one network of the segments; ours and other clocks hang on any of them.
            for (int segment = 0; segment + 1 < segments; segment++) {
                Told own = clock(random, 0x9000 + random.nextInt(0x1000) * 8L + segment, true);
                members.add(new Standard(own, new int[]{segment, segment + 1}, new ReferenceClock(own, 2)));
            }
            int ours = 2 + random.nextInt(2);
            for (int i = 0; i < ours; i++) {
                Told own = clock(random, random.nextInt(0x2000) * 8L + 4 + i, false);
                members.add(new Ours(own, new int[]{random.nextInt(segments)}, Comparison.GENERAL));
            }
            Told ptp4l = clock(random, 0x11000 + random.nextInt(0x1000), false);
            members.add(new Standard(ptp4l, new int[]{random.nextInt(segments)}, new ReferenceClock(ptp4l, 1)));
            run(members, 0, 60);
            assertAgreed(members, segments, which);
            Ours winner = (Ours) members.stream().filter(Ours.class::isInstance).findFirst().orElseThrow();
            winner.degrade(248);
            run(members, 60, 60);
            assertOneSpeaker(members, segments, which + ", one of ours degraded");
        }
    }

    private static void assertAgreed(List<Member> members, int segments, String which) {
        long best = members.stream().map(Member::own).min(BEST).orElseThrow().grandmaster();
        for (Member member : members) {
            for (int port = 0; port < member.segments().length; port++) {
                boolean alone = member instanceof Standard standard && member.own().clockClass() <= 127
                        && standard.clock().state(port) == State.PASSIVE;
                if (!alone) {
                    assertEquals(best, member.grandmaster(port),
                            which + ", clock " + Long.toHexString(member.identity()));
                }
            }
        }
        assertOneSpeaker(members, segments, which);
    }

    private static void assertOneSpeaker(List<Member> members, int segments, String which) {
        for (int segment = 0; segment < segments; segment++) {
            List<String> speakers = new ArrayList<>();
            boolean inhabited = false;
            for (Member member : members) {
                for (int port = 0; port < member.segments().length; port++) {
                    inhabited |= member.segments()[port] == segment;
                    if (member.segments()[port] == segment && member.speaks(port)) {
                        speakers.add(Long.toHexString(member.identity()));
                    }
                }
            }
            assertEquals(inhabited ? 1 : 0, speakers.size(), which + ", segment " + segment + ": " + speakers);
        }
    }

    @Test
    void equalTelecomGrandmastersOnOneSegmentLetOneSpeak() {
        for (int network = 0; network < NETWORKS; network++) {
            String which = "seed " + SEED + ", network " + network;
            Random random = new Random(SEED + network);
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Told own = clock(random, random.nextInt(0x2000) * 8L + i, false);
                members.add(new Ours(own, new int[]{0}, Comparison.TELECOM));
            }
            run(members, 0, 30);
            assertOneSpeaker(members, 1, which);
            Told speaker = members.stream().filter(member -> member.speaks(0)).findFirst().orElseThrow().own();
            int bestClass = members.stream().mapToInt(member -> member.own().clockClass()).min().orElseThrow();
            assertEquals(bestClass, speaker.clockClass(), which + ": priority1 does not count");
        }
    }

    @Test
    void whenTheWinnerDegradesTheOtherTakesOverWithinAnAnnounceTimeout() {
        Told better = new Told(128, 6, 0x21, 0x4E5D, 128, 1, 0, 1, 1);
        Told worse = new Told(128, 6, 0x21, 0x4E5D, 129, 2, 0, 2, 1);
        Ours first = new Ours(better, new int[]{0}, Comparison.GENERAL);
        Ours second = new Ours(worse, new int[]{0}, Comparison.GENERAL);
        List<Member> members = List.of(first, second);
        run(members, 0, 30);
        assertTrue(first.speaks(0) && !second.speaks(0));
        first.degrade(248);
        run(members, 30, 4);
        assertTrue(second.speaks(0) && !first.speaks(0));
        assertEquals(2, first.grandmaster(0));
    }
}
