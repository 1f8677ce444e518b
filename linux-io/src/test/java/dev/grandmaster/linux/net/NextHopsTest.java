package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.grandmaster.board.PtpAddress;
import org.junit.jupiter.api.Test;

class NextHopsTest {

    private static final long ROUTER = 0x0200_0000_0001L;
    private static final long OTHER_ROUTER = 0x0200_0000_0002L;

    private final NextHops hops = new NextHops();
    private final PtpAddress client = address(1);

    @Test
    void onlyAGrantMakesAnEntryAndTheLastOneEndsIt() {
        heard(client, ROUTER);
        assertEquals(NextHops.UNKNOWN, hops.of(client));
        hops.admit(client, true);
        assertEquals(ROUTER, hops.of(client));
        hops.admit(client, true);
        hops.dismiss(client);
        assertEquals(ROUTER, hops.of(client), "another port identity at the address holds a grant");
        hops.dismiss(client);
        assertEquals(NextHops.UNKNOWN, hops.of(client));
        hops.admit(client, false);
        assertEquals(0, hops.size(), "a renewal of nothing");
    }

    @Test
    void aRequestThatIsNotGrantedMovesNobody() {
        heard(client, ROUTER);
        hops.admit(client, true);
        heard(client, OTHER_ROUTER);
        assertEquals(ROUTER, hops.of(client));
        hops.admit(client, false);
        assertEquals(OTHER_ROUTER, hops.of(client));
    }

    @Test
    void aGrantWithoutAFrameHasNoNeighbour() {
        heard(address(2), ROUTER);
        hops.admit(client, true);
        assertEquals(NextHops.UNKNOWN, hops.of(client));
        heard(client, 0x0100_5E00_0181L);
        hops.admit(client, false);
        assertEquals(NextHops.UNKNOWN, hops.of(client), "nobody sends from the address of a group");
    }

    @Test
    void onAnotherNetworkNobodyIsKnownBeforeTheNextRequest() {
        heard(client, ROUTER);
        hops.admit(client, true);
        hops.forget();
        hops.admit(client, false);
        assertEquals(NextHops.UNKNOWN, hops.of(client));
        heard(client, OTHER_ROUTER);
        hops.admit(client, false);
        assertEquals(OTHER_ROUTER, hops.of(client));
        assertEquals(1, hops.size());
    }

    /** What is heard takes no memory, however many addresses are forged. */
    @Test
    void aFloodOfForgedAddressesMakesNoEntry() {
        heard(client, ROUTER);
        hops.admit(client, true);
        for (int i = 2; i < 1_000_000; i++) {
            heard(address(i), OTHER_ROUTER);
        }
        assertEquals(1, hops.size());
        assertEquals(ROUTER, hops.of(client));
    }

    /** Against a plain map, through growth and through the closing of gaps. */
    @Test
    void clientsComeAndGoAndEachIsFound() {
        long seed = Long.getLong("gm.seed", 5);
        Random random = new Random(seed);
        Map<PtpAddress, Long> expected = new HashMap<>();
        List<PtpAddress> present = new ArrayList<>();
        for (int step = 0; step < 200_000; step++) {
            boolean comes = step < 20_000 ? random.nextInt(3) > 0 : random.nextBoolean();
            if (comes || present.isEmpty()) {
                PtpAddress one = address(random.nextInt(50_000));
                long mac = 0x0200_0000_0000L | 1 + random.nextInt(1_000);
                heard(one, mac);
                hops.admit(one, !expected.containsKey(one));
                if (expected.put(one, mac) == null) {
                    present.add(one);
                }
            } else {
                int place = random.nextInt(present.size());
                PtpAddress one = present.get(place);
                present.set(place, present.getLast());
                present.removeLast();
                hops.dismiss(one);
                expected.remove(one);
            }
            assertEquals(expected.size(), hops.size(), () -> "seed " + seed);
            if (step % 1_000 == 0) {
                expected.forEach((one, mac) -> assertEquals(mac, hops.of(one), () -> one + ", seed " + seed));
            }
        }
        assertEquals(NextHops.UNKNOWN, hops.of(address(50_001)));
    }

    private void heard(PtpAddress address, long mac) {
        hops.heard(address.high(), address.low(), mac);
    }

    private static PtpAddress address(int number) {
        return new PtpAddress().set(0xFD77_0000_0000_0000L, number, 320);
    }
}
