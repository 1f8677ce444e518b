package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.grandmaster.state.ClockIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {

    @Test
    void whatIsKeptComesBack(@TempDir Path folder) throws IOException {
        IdentityStore store = new IdentityStore(new DurableFile(folder.resolve("clockIdentity")));
        assertEquals(Optional.empty(), store.kept());
        ClockIdentity identity = ClockIdentity.ofMac(0x0011_2233_4455L);
        store.keep(identity);
        assertEquals(Optional.of(identity), store.kept());
    }

    @Test
    void aBrokenFileIsAnErrorAndNotAFirstStart(@TempDir Path folder) throws IOException {
        DurableFile file = new DurableFile(folder.resolve("clockIdentity"));
        file.write("rubbish");
        assertThrows(IOException.class, () -> new IdentityStore(file).kept());
    }
}
