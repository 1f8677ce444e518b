package dev.grandmaster.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import dev.grandmaster.app.settings.AuditTrail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {

    @TempDir
    private Path folder = Path.of("");

    private Map<String, String> unpacked(SupportBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bundle.asked("admin").write(out);
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private SupportBundle bundle() {
        return new SupportBundle(new AuditTrail(folder.resolve("audit.jsonl"), () -> 0, line -> {
        }));
    }

    @Test
    void whatCannotBeHadIsToldAndTheRestIsThere() throws IOException {
        Map<String, String> parts = unpacked(bundle().text("a.txt", () -> {
            throw new IllegalStateException("busy");
        }).textFile("b.txt", folder.resolve("none")).json("c.json", () -> Map.of("a", 1)));
        assertEquals("not to be had: busy\n", parts.get("grandmaster-support/a.txt"));
        assertTrue(parts.getOrDefault("grandmaster-support/b.txt", "").startsWith("not to be had"), parts::toString);
        assertEquals("{\"a\":1}\n", parts.get("grandmaster-support/c.json"));
    }

    @Test
    void secretsAreBlackedOut() {
        String text = SupportBundle.withoutSecrets("""
                [mqtt]
                broker = "ssl://user:pass word?@host:8883"
                loginPassword = "hunter2"
                {"adminPassword": "hunter2", "password":"hunter2", "other": "seen"}
                broker = "ssl://user:hunter2@host:8883"
                """);
        assertFalse(text.contains("hunter2"), text);
        assertTrue(text.contains("ssl://(left out)@host:8883") && text.contains("\"other\": \"seen\""), text);
    }
}
