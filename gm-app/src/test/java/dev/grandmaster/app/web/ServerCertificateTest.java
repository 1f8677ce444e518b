package dev.grandmaster.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServerCertificateTest {

    @TempDir
    private Path folder = Path.of("");
    private final List<String> journal = new ArrayList<>();

    private ServerCertificate opened(Path state, boolean tls) throws IOException {
        Files.createDirectories(state);
        return ServerCertificate.open(state, tls, new AuditTrail(state.resolve("audit.jsonl"), () -> 0, journal::add));
    }

    private static Map<String, @Nullable Object> described(ServerCertificate certificate) {
        return Objects.requireNonNull(certificate.describeCertificate());
    }

    @Test
    void oneIsMadeAtTheFirstStartAndKeptAndAnOperatorsTakesItsPlace() throws IOException {
        Path unit = folder.resolve("unit");
        Map<String, @Nullable Object> made = described(opened(unit, true));
        assertEquals(true, made.get("selfMade"));
        assertEquals(made.get("sha256"), described(opened(unit, true)).get("sha256"));
        assertFalse(Files.exists(unit.resolve("making.p12")));

        // What another unit made for itself is as good as an operator's here.
        Path other = folder.resolve("other");
        Object wanted = described(opened(other, true)).get("sha256");
        String pem = Files.readString(other.resolve("certificate-own.pem"));
        ServerCertificate certificate = opened(unit, true);
        assertThrows(Refusal.class, () -> certificate.replace("nonsense", "admin"));
        assertEquals(made.get("sha256"), described(certificate).get("sha256"));
        assertEquals(wanted, certificate.replace(pem, "admin").get("sha256"));
        Map<String, @Nullable Object> afterARestart = described(opened(unit, true));
        assertEquals(wanted, afterARestart.get("sha256"));
        assertEquals(false, afterARestart.get("selfMade"));
        assertTrue(journal.stream().anyMatch(line -> line.startsWith("admin: certificate")), journal::toString);
        assertFalse(String.join("", journal).contains("PRIVATE"), journal::toString);
    }

    @Test
    void withoutTlsThereIsNone() throws IOException {
        ServerCertificate none = opened(folder.resolve("plain"), false);
        assertNull(none.describeCertificate());
        assertNull(none.identity());
        assertThrows(Refusal.class, () -> none.replace("", "admin"));
    }
}
