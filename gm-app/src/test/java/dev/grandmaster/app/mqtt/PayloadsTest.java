package dev.grandmaster.app.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.app.status.Calendar;
import dev.grandmaster.app.status.StatusReport;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.api.Test;

class PayloadsTest {

    private static final LeapSecondTable TABLE = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)), LeapSecondTable.NEVER);
    private static final String UNIT = "001122.fffe.334455";

    private static String utc(long taiNs) {
        return Calendar.utc(taiNs, TABLE);
    }

    private static StatusReport status() {
        GnssStatus gnss = new GnssStatus("x", false, GnssStatus.Fix.NONE, 0, List.of(), Double.NaN, Verdict.TRUSTED, 0,
                0);
        return StatusReport.of(GrandmasterState.initial(5), ReferenceStatus.initial(
                Verdict.of(Verdict.Trust.COAST, Doubt.RECEIVER_SILENT)), gnss,
                new PtpStatus(new ClockIdentity(1), List.<PtpStatus.Port>of()), List.of(), true, null, 6);
    }

    @Test
    void eachMessageIsAsItsSchemaSays() throws IOException {
        Alarm active = new Alarm("pulse-noisy", "pulse", Severity.MINOR, Alarm.State.ACTIVE, "noise",
                new Reading(120, 100, "ns"), 1_795_305_637_123_456_789L, Alarm.NEVER, 7, false);
        Message message = Payloads.alarm(active, PayloadsTest::utc);
        assertEquals("alarm/pulse-noisy/pulse", message.topic());
        assertTrue(message.retained());
        assertTrue(message.payload().contains("\"raised\":\"2026-11-22T00:00:00.123Z\""), message.payload());
        assertEquals(List.of(), Schema.of("alarm").faults(message.payload()));

        Message cleared = Payloads.alarm(active.changed(Alarm.State.CLEARED, Severity.MINOR, 1_795_305_640_000_000_000L,
                8), PayloadsTest::utc);
        assertEquals(List.of(), Schema.of("alarm").faults(cleared.payload()));
        assertTrue(cleared.retained());

        Message event = Payloads.alarm(new Alarm("heartbeat", "unit", Severity.NOTICE, Alarm.State.EVENT, "alive",
                Reading.NONE, 5, 5, 9, false), PayloadsTest::utc);
        assertEquals("event/heartbeat/unit", event.topic());
        assertFalse(event.retained());
        assertEquals(List.of(), Schema.of("alarm").faults(event.payload()));

        assertEquals(List.of(), Schema.of("state").faults(Payloads.state(status(), UNIT, "notice").payload()));
        assertEquals(List.of(), Schema.of("telemetry")
                .faults(Payloads.telemetry(status(), Double.NaN, utc(0)).payload()));
        assertEquals(List.of(), Schema.of("evidence").faults(Payloads.evidence(new Chapter(3, "2026-11-22",
                "0".repeat(64), "a".repeat(64), "c2ln", 86_400, 3), UNIT).payload()));
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        String good = Payloads.telemetry(status(), 40, utc(0)).payload();
        assertFalse(Schema.of("telemetry").faults(good.replace("\"satellites\":0", "\"satellites\":\"0\"")).isEmpty());
        assertFalse(Schema.of("telemetry").faults(good.replace("\"time\"", "\"thyme\"")).isEmpty());
        assertFalse(Schema.of("telemetry").faults(good.replace("1.0\"", "2.0\"")).isEmpty());
    }

    @Test
    void homeAssistantIsToldOfTopicsAndFieldsThatExist() {
        String state = Payloads.state(status(), UNIT, "notice").payload();
        String telemetry = Payloads.telemetry(status(), 40, utc(0)).payload();
        List<Message> messages = HomeAssistant.entities("homeassistant", "p/q", UNIT, "1.2", 10);
        assertEquals(12, messages.size());
        Pattern field = Pattern.compile("value_json\\.(\\w+)");
        messages.forEach(message -> {
            assertTrue(message.retained());
            assertTrue(message.topic().matches(
                    "homeassistant/(sensor|binary_sensor)/grandmaster_001122fffe334455/[a-z_]+/config"),
                    message.topic());
            boolean figure = message.payload().contains("\"state_topic\":\"p/q/telemetry\"");
            assertTrue(figure || message.payload().contains("\"state_topic\":\"p/q/state\""), message.payload());
            assertEquals(figure, message.payload().contains("\"expire_after\":30"), message.payload());
            Matcher named = field.matcher(message.payload());
            assertTrue(named.find(), message.payload());
            assertTrue((figure ? telemetry : state).contains('"' + named.group(1) + "\":"), message.payload());
        });
        assertEquals(messages.size(), messages.stream().map(Message::topic).distinct().count());
        assertTrue(HomeAssistant.entities("h", "p/q", UNIT, "1.2", 0).stream()
                .noneMatch(message -> message.payload().contains("telemetry")));
    }
}
