package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.Priorities;
import dev.grandmaster.state.ClockIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a management client has set, over a restart, and against a site file that changes. */
class PriorityStoreTest {

    private static PriorityStore store(Path folder) {
        return new PriorityStore(new DurableFile(folder.resolve("priorities")));
    }

    private static InstanceConfig instance(String name, int priority1, int priority2) {
        return new InstanceConfig(name, new ClockIdentity(1), 0, 0, priority1, priority2);
    }

    @Test
    void whatWasSetHoldsAfterARestart(@TempDir Path folder) throws IOException {
        PriorityStore first = store(folder);
        first.applied(instance("default", 128, 128));
        first.applied(instance("second one", 10, 20));
        first.keep(Map.of("default", new Priorities(100, 128), "second one", new Priorities(10, 21)));
        PriorityStore second = store(folder);
        assertEquals(new Priorities(100, 128), second.applied(instance("default", 128, 128)).priorities());
        assertEquals(new Priorities(10, 21), second.applied(instance("second one", 10, 20)).priorities());
        second.keep(Map.of("default", new Priorities(128, 128), "second one", new Priorities(10, 21)));
        assertEquals(new Priorities(128, 128), store(folder).applied(instance("default", 128, 128)).priorities(),
                "set back to what the site file says");
    }

    @Test
    void aSiteFileThatChangesComesFirst(@TempDir Path folder) throws IOException {
        PriorityStore first = store(folder);
        first.applied(instance("default", 128, 128));
        first.keep(Map.of("default", new Priorities(100, 128)));
        assertEquals(new Priorities(90, 128), store(folder).applied(instance("default", 90, 128)).priorities());
    }

    @Test
    void nothingSetIsNothingWritten(@TempDir Path folder) throws IOException {
        PriorityStore store = store(folder);
        store.applied(instance("default", 128, 128));
        store.keep(Map.of("default", new Priorities(128, 128)));
        assertFalse(Files.exists(folder.resolve("priorities")));
    }

    @Test
    void aFileOfNonsenseCountsAsNone(@TempDir Path folder) throws IOException {
        for (String text : new String[]{"x", "default 1 2 3", "default 1 2 3 4000", "\u0000", "default a b c d"}) {
            Files.writeString(folder.resolve("priorities"), text);
            assertEquals(new Priorities(1, 2), store(folder).applied(instance("default", 1, 2)).priorities(), text);
        }
    }
}
