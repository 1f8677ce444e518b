package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the instruments of this room can tell right from wrong, shown on a master that is not ours. */
class InstrumentsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String MASTER = "020000.fffe.000001";

    @Test
    @Timeout(480)
    void aMasterThatCallsUtcThePtpTimescaleIsSeen37SecondsOff(@TempDir Path folder) {
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "ptpd", "tshark");
        try (Cable cable = Cable.lay();
                Wiretap wire = Wiretap.on(cable);
                Ptp4l master = Ptp4l.masterOnOurSide(cable, "UDPv4", folder, MASTER);
                Ptp4l client = Ptp4l.client(cable, "UDPv4", folder, "020000.fffe.000002");
                Ptpd ptpd = Ptpd.client(cable, folder)) {
            wire.await("an Announce", LIMIT, message -> message.is(WireMessage.ANNOUNCE));
            master.claim(6, "0x20");
            WireMessage announce = wire.await("an Announce of class 6", LIMIT, message -> message.is(
                    WireMessage.ANNOUNCE) && message.number("ptp.v2.an.grandmasterclockclass") == 6);
            assertTrue(announce.flag("timescale"));
            assertTrue(announce.flag("utcreasonable"));
            assertEquals(37, announce.number("ptp.v2.an.origincurrentutcoffset"));
            assertEquals("UDPv4 domain 0 port 1", announce.stream());

            assertEquals(MASTER, client.awaitMaster(LIMIT));
            Map<String, String> properties = client.ask("TIME_PROPERTIES_DATA_SET");
            assertEquals("37", properties.get("currentUtcOffset"));
            assertEquals("1", properties.get("currentUtcOffsetValid"));
            assertEquals("6", client.ask("PARENT_DATA_SET").get("ClockClass"));

            ptpd.awaitSlave(LIMIT);
            Samples.settled(() -> client.offsets(12, LIMIT), () -> 37_000_000_000L, 500);
            Samples.settled(() -> ptpd.offsets(ptpd.mark(), 12, LIMIT), () -> 37_000_000_000L, 500);

            List<WireMessage> broken = wire.messages().stream()
                    .filter(message -> !message.complaint().isEmpty()).toList();
            assertEquals(List.of(), broken);
        }
    }
}
