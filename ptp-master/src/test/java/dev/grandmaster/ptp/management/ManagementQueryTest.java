package dev.grandmaster.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.WireStatus;
import org.junit.jupiter.api.Test;

class ManagementQueryTest {

    @Test
    void aQuestionIsAMessageToEverybody() {
        MemorySegment message = ManagementQuery.parse("get current_data_set").message(24, 7);
        DecodedMessage decoded = DecodedMessage.decode(message, 0, message.byteSize());
        assertEquals(WireStatus.OK, decoded.problem());
        assertEquals(24L, decoded.header().get("domainNumber"));
        assertEquals(7L, decoded.header().get("sequenceId"));
        assertEquals(Map.of("clockIdentity", "ffffffffffffffff", "portNumber", 65535L),
                decoded.body().get("targetPortIdentity"));
        assertEquals(List.of(Map.of("tlvType", 1L, "lengthField", 2L, "managementId", 0x2001L)), decoded.tlvs());
    }

    @Test
    void anOrderCarriesItsValue() {
        assertEquals(new ManagementQuery(Management.COMMAND, ManagementId.DISABLE_PORT, ManagementQuery.NONE),
                ManagementQuery.parse(" CMD  DISABLE_PORT "));
        MemorySegment message = ManagementQuery.parse("SET PRIORITY2 200").message(0, 0);
        assertEquals(200L,
                DecodedMessage.decode(message, 0, message.byteSize()).tlvs().getFirst().get("priority2"));
        MemorySegment keyed = ManagementQuery.parse("GET ALTERNATE_TIME_OFFSET_NAME 3").message(0, 0);
        assertEquals(3L, DecodedMessage.decode(keyed, 0, keyed.byteSize()).tlvs().getFirst().get("keyField"));
    }

    @Test
    void whatIsWrongIsSaid() {
        for (String wrong : List.of("", "PUT TIME", "GET", "GET TIME NOW", "SET PRIORITY1", "SET PRIORITY1 256",
                "SET PRIORITY1 x", "GET NOTHING",
                "COMMAND DISABLE_PORT 1")) {
            String message = assertThrows(IllegalArgumentException.class, () -> ManagementQuery.parse(wrong))
                    .getMessage();
            assertTrue(message != null && !message.isEmpty(), wrong);
        }
    }
}
