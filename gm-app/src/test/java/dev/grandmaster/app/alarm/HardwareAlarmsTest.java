package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import dev.grandmaster.board.Trouble;
import org.junit.jupiter.api.Test;

class HardwareAlarmsTest {

    private final Conditions conditions = new Conditions();

    @Test
    void aTroubleStandsUntilItIsOver() {
        Trouble clock = new Trouble(Trouble.Part.CLOCK, "/dev/ptp0 is gone");
        HardwareAlarms.tell(conditions, List.of(clock, new Trouble(Trouble.Part.FOLLOWER, "a"),
                new Trouble(Trouble.Part.FOLLOWER, "b")));
        assertEquals(Map.of("hardware-clock", "/dev/ptp0 is gone", "hardware-follower", "a; b"),
                conditions.standing());
        HardwareAlarms.tell(conditions, List.of(clock));
        assertEquals(Map.of("hardware-clock", "/dev/ptp0 is gone"), conditions.standing());
        HardwareAlarms.tell(conditions, List.of());
        assertEquals(Map.of(), conditions.standing());
    }

    @Test
    void everyPartHasItsAlarm() {
        assertEquals(HardwareAlarms.codes(), HardwareAlarms.kinds().stream().map(AlarmKind::code).toList());
    }
}
