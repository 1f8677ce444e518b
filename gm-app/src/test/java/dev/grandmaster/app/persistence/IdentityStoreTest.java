package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grandmaster.state.ClockIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {

    private static final ClockIdentity FIRST = ClockIdentity.ofMac(0x0011_2233_4455L);
    private static final ClockIdentity OTHER = ClockIdentity.ofMac(0x0011_2233_4466L);

    @Test
    void theFirstIdentityStays(@TempDir Path folder) throws IOException {
        IdentityStore store = new IdentityStore(new DurableFile(folder.resolve("clockIdentity")));
        assertEquals(FIRST, store.identity(Optional.empty(), () -> FIRST));
        assertEquals(FIRST, store.identity(Optional.empty(), () -> OTHER));
        assertEquals(OTHER, store.identity(Optional.of(OTHER), () -> FIRST));
        assertEquals(FIRST, store.identity(Optional.empty(), () -> OTHER));
    }

    @Test
    void aBrokenFileIsNotReplacedInSilence(@TempDir Path folder) throws IOException {
        DurableFile file = new DurableFile(folder.resolve("clockIdentity"));
        file.write("rubbish");
        assertThrows(IOException.class, () -> new IdentityStore(file).identity(Optional.empty(), () -> FIRST));
        assertEquals(Optional.of("rubbish"), file.read());
    }
}
