package dev.grandmaster.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ClockIdentityTest {

    @Test
    void macGetsFffeInTheMiddle() {
        ClockIdentity identity = ClockIdentity.ofMac(0x00_11_22_33_44_55L);
        assertEquals(0x001122FFFE334455L, identity.value());
        assertEquals("001122.fffe.334455", identity.toString());
        assertEquals(identity, ClockIdentity.parse(identity.toString()));
        assertEquals(identity, ClockIdentity.parse("00:11:22:FF:FE:33:44:55"));
    }

    @Test
    void nobodysAddressIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ClockIdentity.ofMac(0));
        assertThrows(IllegalArgumentException.class, () -> ClockIdentity.parse("001122fffe33445"));
        assertThrows(IllegalArgumentException.class, () -> ClockIdentity.parse("001122fffe33445g"));
    }
}
