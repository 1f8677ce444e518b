package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.app.alarm.Findings.Limit;
import org.junit.jupiter.api.Test;

class AlarmMachineTest {

    private static final long NS = Stage.NS;
    private static final Words WORDS = new Words("a", "b", "c");
    private static final AlarmKind LEVEL = new AlarmKind("level", Severity.MINOR, Timing.of(2, 3).elevatedAfter(25),
            WORDS, (sight, to) -> to.over("a b/+#", sight.figure("level"), new Limit(10, 5, "V"), "high"));

    private final AlarmMachine machine = new AlarmMachine(List.of(LEVEL));
    private final Stage stage = new Stage();

    private List<String> look(double level, int seconds) {
        List<String> lines = new ArrayList<>();
        stage.figures.put("level", level);
        for (int i = 0; i < seconds; i++) {
            stage.nowMonoNs += NS;
            machine.look(stage.sight(), stage.taiNs()).forEach(change -> lines.add(
                    change.state().word() + ' ' + change.severity().word() + ' ' + change.sequence()));
        }
        return lines;
    }

    @Test
    void aShortPeakRaisesNothingAndAValueBetweenTheLimitsChangesNothing() {
        assertEquals(List.of(), look(10, 2));
        assertEquals(List.of(), look(9, 5));
        assertEquals(List.of("active minor 1"), look(10, 3));
        assertEquals(List.of(), look(6, 5));
        assertEquals(List.of(), look(4, 3));
        assertEquals(List.of(), look(6, 1));
        assertEquals(List.of("cleared minor 2"), look(4, 4));
    }

    @Test
    void aMinorAlarmThatStandsForLongBecomesAMajorOneOnce() {
        assertEquals(List.of("active minor 1", "active major 2"), look(20, 40));
        assertEquals(Severity.MAJOR, machine.status().worst());
        assertEquals(List.of("cleared major 3"), look(0, 10));
    }

    @Test
    void whatWasMeasuredIsTheLatestAndTheSubjectFitsATopic() {
        look(12, 5);
        look(15, 1);
        Alarm alarm = machine.status().active().getFirst();
        assertEquals(new Alarm.Reading(15, 10, "V"), alarm.reading());
        assertEquals("level/a-b-", alarm.key());
    }

    @Test
    void anAcknowledgedAlarmStandsOnAndANewOneIsNotAcknowledged() {
        look(12, 5);
        assertTrue(machine.acknowledge("level", "a-b-").orElseThrow().acknowledged());
        assertTrue(machine.acknowledge("level", "a-b-").isEmpty());
        assertTrue(machine.acknowledge("level", "other").isEmpty());
        assertTrue(machine.status().active().getFirst().acknowledged());
        look(0, 5);
        look(12, 5);
        assertFalse(machine.status().active().getFirst().acknowledged());
    }

    @Test
    void afterARestartNumbersGoOnAndWhatIsOverIsCleared() {
        look(12, 5);
        AlarmMachine second = new AlarmMachine(List.of(LEVEL));
        second.restore(machine.status().changes(), machine.status().active(), stage.nowMonoNs);
        assertEquals(machine.status().active(), second.status().active());
        stage.figures.put("level", 0.0);
        List<Alarm> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stage.nowMonoNs += NS;
            changes.addAll(second.look(stage.sight(), stage.taiNs()));
        }
        assertEquals(1, changes.size());
        assertEquals(2, changes.getFirst().sequence());
        assertEquals(Alarm.State.CLEARED, changes.getFirst().state());
        assertEquals(List.of(), second.status().active());
    }

    @Test
    void aStandingAlarmOfASubjectThatIsGoneIsCleared() {
        look(12, 5);
        stage.figures.remove("level");
        List<Alarm> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stage.nowMonoNs += NS;
            changes.addAll(machine.look(stage.sight(), stage.taiNs()));
        }
        assertEquals(List.of(Alarm.State.CLEARED), changes.stream().map(Alarm::state).toList());
    }

    @Test
    void theListOfChangesIsBounded() {
        for (int i = 0; i < 300; i++) {
            look(20, 3);
            look(0, 4);
        }
        assertEquals(200, machine.status().recent().size());
        assertEquals(600, machine.status().recent().getFirst().sequence());
    }
}
