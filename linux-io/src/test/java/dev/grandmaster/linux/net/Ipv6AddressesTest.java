package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class Ipv6AddressesTest {

    private static final String LOOPBACK = "00000000000000000000000000000001 01 80 10 80       lo\n";
    private static final String USABLE = "fe80000000000000021122fffe334455 02 40 20 80     eth0\n";
    private static final String TENTATIVE = "fe80000000000000021122fffe334455 02 40 20 c0     eth0\n";
    private static final String DUPLICATE = "fe80000000000000021122fffe334455 02 40 20 88     eth0\n";

    @Test
    void findsTheAddressOfTheInterfaceAndOfNoOther() {
        assertTrue(usable("eth0", LOOPBACK + USABLE));
        assertFalse(usable("eth1", LOOPBACK + USABLE));
        assertFalse(usable("th0", LOOPBACK + USABLE), "the end of a name is not the name");
        assertFalse(usable("eth0", ""));
    }

    @Test
    void anAddressInDoubtCannotBeUsed() {
        assertFalse(usable("eth0", LOOPBACK + TENTATIVE));
        assertFalse(usable("eth0", DUPLICATE));
        assertTrue(usable("eth0", TENTATIVE + USABLE));
    }

    @Test
    void linesThatAreNoneDoNoHarm() {
        assertFalse(usable("eth0", "\n\neth0\n 02 eth0\nfe80"));
        assertFalse(usable("eth0", USABLE.substring(0, USABLE.length() - 1)), "a line that is cut");
    }

    private static boolean usable(String name, String lines) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = lines.getBytes(StandardCharsets.US_ASCII);
            return new Ipv6Addresses(arena, name).anyUsable(MemorySegment.ofArray(bytes), bytes.length);
        }
    }
}
