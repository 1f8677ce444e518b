package dev.grandmaster.ptp.unicast;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.ptp.wire.WireStatus;
import org.junit.jupiter.api.Test;

/**
 * A hundred honest clients, and 20,000 messages a second of those who are greedy, come from 10,000 addresses, vanish, forge, or send
 * what is no signalling, under virtual time on a machine where each message costs 10 us.
 */
class HostileLoadTest {
    private static final int HONEST = 100;
    private static final int HONEST_PER_SECOND = 8;
    private static final int FIRST_HONEST = 0x0A00_0001;
    private static final int FIRST_HOSTILE = 0x0A40_0001;
    private static final int HOSTILE_PER_MS = 20;
    private static final int SECONDS = 15;
    private static final long COST_NS = 10_000;
    private static final long MS = SECOND / 1000;

    private final Announcement announcement = new Announcement(Clocks.instance(0), Clocks.locked(0), 0);
    private final Quota quota = new Quota(UnicastConfig.DEFAULT);
    private final UnicastService service = new UnicastService(
            new UnicastPort(0, 1, 1, DelayMechanism.E2E, new LatencyInForce(0, 0)), announcement, new Counting(),
            quota);
    private final MemorySegment frame = MemorySegment.ofArray(new byte[200]);
    private final Signaling message = new Signaling().begin(frame, 0, 1);
    private final Signaling received = new Signaling();
    private final Header header = new Header();
    private final long seed = Long.getLong("gm.seed", 5L);
    private final Random random = new Random(seed);
    private final long[] syncs = new long[HONEST];
    private final long[] lastSyncNs = new long[HONEST];
    private double longestInterval;
    private long now;
    private long sent;

    private final class Counting implements Outlet {
        @Override
        public int sendEvent(long token, PtpAddress to, MemorySegment event, int length) {
            sent++;
            int honest = to.ipv4() - FIRST_HONEST;
            if (honest >= 0 && honest < HONEST) {
                if (syncs[honest]++ > 0) {
                    longestInterval = Math.max(longestInterval,
                            (double) (now - lastSyncNs[honest]) * HONEST_PER_SECOND / SECOND);
                }
                lastSyncNs[honest] = now;
            }
            service.onTransmitStamp(token, Clocks.TAI_AT_ZERO_NS + now);
            return 0;
        }

        @Override
        public int sendGeneral(PtpAddress to, MemorySegment general, int length) {
            sent++;
            return 0;
        }
    }

    private static PtpAddress at(int ipv4) {
        return new PtpAddress().setIpv4(ipv4, 320);
    }

    private void signal(int ipv4, long clock, int length) {
        message.sourcePortIdentity(clock, 1);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        message.messageLength(length);
        if (header.wrap(frame, 0, length) == WireStatus.OK) {
            header.readAs(received);
            service.onSignaling(received, at(ipv4), true, now);
        }
    }

    private void ask(int ipv4, long clock, int log, long seconds) {
        int length = 44 + UnicastTlv.writeRequest(frame, 44, MessageType.SYNC.wire(), log, seconds);
        length += UnicastTlv.writeRequest(frame, length, MessageType.DELAY_RESP.wire(), log, seconds);
        length += UnicastTlv.writeRequest(frame, length, MessageType.ANNOUNCE.wire(), 0, seconds);
        signal(ipv4, clock, length);
    }

    private void misbehave() {
        int number = random.nextInt(10_000);
        long clock = 0xBAD0_0000L + random.nextInt(100_000);
        switch (random.nextInt(6)) {
            case 0 -> ask(FIRST_HOSTILE, clock, -7, 3600);
            case 1 -> ask(FIRST_HOSTILE + number, 0xBAD0_0000L + number, -7, 3600);
            case 2 -> ask(FIRST_HOSTILE + number, clock, 0, 2);
            // the identity of an honest client from elsewhere, and somebody else from the honest one's address
            case 3 -> signal(FIRST_HOSTILE + number, 1 + number % HONEST,
                    44 + UnicastTlv.writeCancel(frame, 44, MessageType.SYNC.wire()));
            case 4 -> signal(FIRST_HONEST + number % HONEST, clock,
                    44 + UnicastTlv.writeCancel(frame, 44, MessageType.SYNC.wire()));
            default -> {
                byte[] rubbish = new byte[60];
                random.nextBytes(rubbish);
                MemorySegment.copy(MemorySegment.ofArray(rubbish), 0, frame, 44, rubbish.length);
                signal(FIRST_HOSTILE + number, clock, 44 + random.nextInt(60));
            }
        }
    }

    private void millisecond(int hostile) {
        now += MS;
        long before = sent;
        announcement.update(Clocks.locked(now), now);
        for (int i = 0; i < hostile; i++) {
            misbehave();
        }
        long spentNs = hostile * COST_NS / 4;
        do {
            if (service.onTime(true, now) > now) {
                break;
            }
        } while (spentNs + (sent - before) * COST_NS < MS);
        quota.workload().onTime(sent, now);
        quota.workload().onWorked(Math.min(MS, spentNs + (sent - before) * COST_NS));
    }

    private long counter(String name) {
        Map<String, Long> counts = new LinkedHashMap<>();
        service.addTo(counts);
        return counts.getOrDefault(name, -1L);
    }

    @Test
    void whoBehavesLosesNothingAndNothingGrows() {
        for (int client = 0; client < HONEST; client++) {
            ask(FIRST_HONEST + client, 1 + client, -3, 600);
        }
        for (int ms = 0; ms < 1000; ms++) {
            millisecond(0);
        }
        assertEquals(HONEST, service.clients());
        for (int ms = 0; ms < SECONDS * 1000; ms++) {
            if (ms % 5000 == 0) {
                for (int client = 0; client < HONEST; client++) {
                    ask(FIRST_HONEST + client, 1 + client, -3, 600);
                    assertTrue(service.onDelayRequest(at(FIRST_HONEST + client), 1 + client, 1, now), "seed " + seed);
                }
            }
            millisecond(HOSTILE_PER_MS);
            assertTrue(service.clients() <= UnicastConfig.DEFAULT.maxClients());
        }
        for (int client = 0; client < HONEST; client++) {
            assertEquals((SECONDS + 1) * HONEST_PER_SECOND, (double) syncs[client], 2.0, "client " + client);
        }
        assertTrue(longestInterval < 1.3, "seed " + seed + ", longest interval " + longestInterval);
        assertFalse(quota.workload().overloaded());
        assertTrue(quota.workload().workedPermille() < 900, "busy " + quota.workload().workedPermille());
        assertTrue(counter("unicast_refused_load") > 10_000, "by load " + counter("unicast_refused_load"));
        assertTrue(counter("unicast_refused_address") > 10_000, "by address " + counter("unicast_refused_address"));
        assertTrue(counter("unicast_malformed") > 10_000);
    }
}
