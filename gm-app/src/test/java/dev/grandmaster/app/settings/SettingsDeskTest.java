package dev.grandmaster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.board.BoardException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDeskTest {
    private static final long SECOND_NS = 1_000_000_000L;

    /** Remembers what was asked of it. */
    private static final class Recorder implements SettingsDesk.Appliance {
        private final List<Configuration> taken = new ArrayList<>();
        private final List<Integer> domains = new ArrayList<>();
        private boolean refuses;

        @Override
        public void takeOver(Configuration configuration) {
            taken.add(configuration);
        }

        @Override
        public void reopenPtp(Configuration configuration) throws BoardException {
            if (refuses) {
                throw new BoardException(BoardException.Kind.FORBIDDEN, "no");
            }
            domains.add(configuration.site().instances().getFirst().domainNumber());
        }
    }

    @TempDir
    private Path folder = Path.of("");
    private final Recorder appliance = new Recorder();
    private final List<String> journal = new ArrayList<>();
    private Path settings = Path.of("");
    private Path site = Path.of("");

    @BeforeEach
    void files() throws IOException {
        settings = folder.resolve("settings.json");
        site = folder.resolve("site.toml");
        Files.writeString(folder.resolve("board.toml"), """
                [board]
                name = "test"
                simulated = true
                [[network]]
                interface = "lo"
                """);
        Files.writeString(site, """
                [antenna]
                cableDelayNs = 20
                """);
    }

    /** A service that starts anew with what is kept. */
    private SettingsDesk desk(String... sets) {
        RunRequest.Sources sources = new RunRequest.Sources(folder.resolve("board.toml"), Optional.of(site),
                List.of(sets));
        try {
            KeptSettings kept = KeptSettings.read(new DurableFile(settings));
            return new SettingsDesk(sources, sources.load(kept.newest().assignments()), kept, appliance,
                    new AuditTrail(folder.resolve("audit.jsonl"), () -> 0, journal::add), () -> 1000);
        } catch (ConfigurationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, @Nullable Object> change(String key, @Nullable Object value) {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(key, value);
        return change;
    }

    private static double totalNs(SettingsDesk desk) {
        return desk.antenna().get("totalNs") instanceof Number total ? total.doubleValue() : Double.NaN;
    }

    @Test
    void aLiveKeyIsInForceAtOnceAndSurvivesARestart() {
        SettingsDesk desk = desk();
        Map<String, @Nullable Object> cable = change("antenna.cable", "LMR-400");
        cable.put("antenna.lengthM", 50L);
        SettingsDesk.Outcome outcome = desk.change(cable, "admin", false, 0);
        assertEquals(SettingsDesk.Effect.NOW, outcome.effect());
        assertEquals(196.2, appliance.taken.getLast().site().cableDelayNs() - 20, 0.05);
        assertEquals(216.2, totalNs(desk()), 0.05);
        assertTrue(journal.contains("admin: antenna.cable: null -> LMR-400"), journal::toString);
    }

    @Test
    void aPreviewChangesNothing() {
        SettingsDesk desk = desk();
        SettingsDesk.Outcome outcome = desk.change(change("antenna.cableDelayNs", 30L), "admin", true, 0);
        assertEquals(List.of(new SettingsDesk.Change("antenna.cableDelayNs", 20L, 30L)), outcome.changes());
        assertTrue(appliance.taken.isEmpty());
        assertEquals(20, totalNs(desk));
        assertFalse(Files.exists(settings));
    }

    @Test
    void oneWrongValueOfSeveralChangesNone() {
        SettingsDesk desk = desk();
        Map<String, @Nullable Object> changes = change("antenna.cableDelayNs", 30L);
        changes.put("ptp.priority1", 300L);
        changes.put("ptp.domainNumber", "zero");
        SettingsRefused refused = assertThrows(SettingsRefused.class, () -> desk.change(changes, "admin", false, 0));
        assertEquals(java.util.Set.of("ptp.priority1", "ptp.domainNumber"), refused.fields().keySet());
        assertTrue(String.valueOf(refused.fields().get("ptp.priority1")).contains("255"));
        assertEquals(20, totalNs(desk));
        assertTrue(appliance.taken.isEmpty());
    }

    @Test
    void theCommandLineComesFirst() {
        SettingsDesk desk = desk("antenna.cableDelayNs=5");
        assertThrows(SettingsRefused.class, () -> desk.change(change("antenna.cableDelayNs", 30L), "admin", false, 0));
        assertThrows(SettingsRefused.class, () -> desk.change(change("no.such", 30L), "admin", false, 0));
        assertEquals(5, totalNs(desk));
    }

    @Test
    void takingBackLeavesWhatTheFileSays() {
        SettingsDesk desk = desk();
        desk.change(change("antenna.cableDelayNs", 30L), "admin", false, 0);
        desk.change(change("antenna.cableDelayNs", null), "admin", false, 0);
        assertEquals(20, totalNs(desk));
    }

    @Test
    void aPtpChangeIsPutBackUnlessItIsConfirmed() {
        SettingsDesk desk = desk();
        SettingsDesk.Outcome outcome = desk.change(change("ptp.domainNumber", 24L), "admin", false, 0);
        assertEquals(SettingsDesk.Effect.CONFIRM, outcome.effect());
        assertEquals(List.of(24), appliance.domains);
        assertFalse(Files.exists(settings), "what nobody confirmed must not survive a crash");
        assertThrows(SettingsRefused.class, () -> desk.change(change("antenna.cableDelayNs", 3L), "admin", false, 0));
        assertFalse(desk.rollBackIfDue(SettingsDesk.CONFIRM_S * SECOND_NS - 1));
        assertTrue(desk.rollBackIfDue(SettingsDesk.CONFIRM_S * SECOND_NS));
        assertEquals(List.of(24, 0), appliance.domains);
        assertFalse(desk.rollBackIfDue(100 * SECOND_NS));
    }

    @Test
    void aConfirmedPtpChangeIsKept() {
        SettingsDesk desk = desk();
        desk.change(change("ptp.domainNumber", 24L), "admin", false, 0);
        desk.confirm("admin");
        assertFalse(desk.rollBackIfDue(1000 * SECOND_NS));
        SettingsDesk again = desk();
        assertEquals(List.of(), again.change(change("ptp.domainNumber", 24L), "admin", true, 0).changes());
    }

    @Test
    void portsThatCannotBeOpenedChangeNothing() {
        SettingsDesk desk = desk();
        appliance.refuses = true;
        Object port = Map.of("interface", "lo", "transport", "UDPv6");
        assertThrows(SettingsRefused.class, () -> desk.change(change("ptp.port", List.of(port)), "admin", false, 0));
        assertTrue(appliance.taken.isEmpty());
        assertThrows(SettingsRefused.class, () -> desk.confirm("admin"));
    }

    @Test
    void theLastTwentyVersionsAreKeptAndOneCanGoBack() {
        SettingsDesk desk = desk();
        for (long ns = 1; ns <= 25; ns++) {
            desk.change(change("antenna.cableDelayNs", ns), "admin", false, 0);
        }
        List<Map<String, @Nullable Object>> versions = desk.versions();
        assertEquals(20, versions.size());
        assertEquals(25L, versions.getFirst().get("version"));
        desk.restore(10, "admin", false, 0);
        assertEquals(10, totalNs(desk));
        assertEquals(26L, desk.versions().getFirst().get("version"));
        assertThrows(SettingsRefused.class, () -> desk.restore(1, "admin", false, 0));
    }

    @Test
    void anIdentityLeavesTheUnitOnlyWhereThatIsWanted() {
        SettingsDesk desk = desk();
        desk.change(change("ptp.clockIdentity", "92f12e.fffe.94f069"), "admin", false, 0);
        assertFalse(desk.exported(null).contains("94f069"), desk.exported(null));
        String forAReplacement = desk.exported("0a0000.fffe.000001");
        assertTrue(forAReplacement.contains("clockIdentity = \"0a0000.fffe.000001\""), forAReplacement);
        assertFalse(forAReplacement.contains("94f069"), forAReplacement);
    }

    @Test
    void theBoardFileIsToldWithItsRows() {
        Map<String, @Nullable Object> described = desk().describe(0);
        assertEquals("test", ((Map<?, ?>) Objects.requireNonNull(described.get("boardValues"))).get("board.name"));
        assertTrue(String.valueOf(described.get("boardTables")).contains("path=network"));
    }

    @Test
    void whatIsExportedCanBeImportedElsewhere() throws IOException {
        SettingsDesk desk = desk();
        Map<String, @Nullable Object> changes = change("antenna.cable", "RG-58");
        changes.put("antenna.lengthM", 12.5);
        changes.put("leap.file", "/a \"quoted\" \\ path\nwith a line");
        desk.change(changes, "admin", false, 0);
        desk.change(change("ptp.port", List.of(Map.of("interface", "eth0", "transport", "L2"))), "admin", false, 0);
        desk.confirm("admin");
        String text = desk.exported(null);
        Files.delete(settings);
        Files.writeString(site, "");
        SettingsDesk other = desk();
        other.importText(text, "admin", false, 0);
        other.confirm("admin");
        assertEquals(text.lines().skip(1).toList(), other.exported(null).lines().skip(1).toList());
        assertThrows(SettingsRefused.class, () -> other.importText("[ptp]\npriority1 = 300\n", "admin", false, 0));
    }

    @Test
    void whatNeedsARestartIsKeptAndSaidSo() {
        SettingsDesk desk = desk();
        assertEquals(SettingsDesk.Effect.RESTART,
                desk.change(change("web.listen", "127.0.0.1:8081"), "admin", false, 0).effect());
        assertEquals(true, desk.describe(0).get("restartNeeded"));
        assertEquals(false, desk().describe(0).get("restartNeeded"));
    }

    @Test
    void aDamagedFileIsRefusedAsAWhole() throws IOException {
        Files.writeString(settings, "{\"versions\": [{\"number\": 1");
        assertThrows(IOException.class, () -> KeptSettings.read(new DurableFile(settings)));
    }
}
