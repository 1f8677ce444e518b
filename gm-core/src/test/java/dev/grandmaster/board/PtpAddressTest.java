package dev.grandmaster.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PtpAddressTest {

    @Test
    void readsAsPeopleWriteIt() {
        assertEquals("10.77.0.2:319", new PtpAddress().setIpv4(0x0A4D_0002, 319).toString());
        assertEquals("192.168.255.1:320", new PtpAddress().setIpv4(0xC0A8_FF01, 320).toString());
        assertEquals("01:1b:19:00:00:00", new PtpAddress().setEthernet(0x011B_1900_0000L).toString());
        assertEquals("[ff0e:0:0:0:0:0:0:181]:319", new PtpAddress().set(0xFF0E_0000_0000_0000L, 0x181, 319).toString());
    }

    @Test
    void aCopyIsKeptWhileTheOriginalMovesOn() {
        PtpAddress lent = new PtpAddress().setIpv4(1, 319);
        PtpAddress kept = lent.copy();
        assertEquals(kept, lent);
        assertEquals(kept.hashCode(), lent.hashCode());
        lent.setIpv4(1, 320);
        assertNotEquals(kept, lent);
        assertTrue(kept.sameHost(lent));
        lent.setIpv4(2, 319);
        assertFalse(kept.sameHost(lent));
    }
}
