package dev.grandmaster.app.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeapSecondsListTest {

    private static final Path DATA = Path.of(System.getProperty("gm.data", "../../shared/data"), "leap");
    private static final String SHIPPED = LeapSecondsSources.shippedText();

    @Test
    void theShippedListIsWhole() {
        LeapSecondsList list = good(SHIPPED);
        assertEquals(28, list.table().entries().size());
        assertEquals(37, list.table().newest().taiMinusUtcSeconds());
        assertEquals(Instant.parse("2027-06-28T00:00:00Z").getEpochSecond() + 37,
                list.table().expiresTaiNs() / 1_000_000_000L);
    }

    /** A release may not go out with a list that ends within 90 days. This test fails from then on, on purpose, until the list is renewed. */
    @Test
    void theShippedListLastsForAnother90Days() {
        LocalDate expiry = LocalDate.ofInstant(
                Instant.ofEpochSecond(good(SHIPPED).table().expiresTaiNs() / 1_000_000_000L - 37),
                ZoneOffset.UTC);
        assertTrue(LocalDate.now(ZoneOffset.UTC).isBefore(expiry.minusDays(90)),
                "the shipped leap second list expires on " + expiry + ": renew gm-app's leap-seconds.list");
    }

    @ParameterizedTest
    @CsvSource({"leap-seconds-2026-07.list, 2026-07-06, 2027-06-28, 37, 28",
            "leap-seconds-2025-07.list, 2025-07-07, 2026-06-28, 37, 28",
            "leap-seconds-2024-01.list, 2024-01-08, 2024-12-28, 37, 28",
            "leap-seconds-2024-01-rendered.list, 2024-01-08, 2024-12-28, 37, 28",
            "leap-seconds-2016-07-extended.list, 2016-07-08, 2024-06-28, 37, 28",
            "leap-seconds-2016-07-nist.list, 2016-07-08, 2017-06-28, 37, 28",
            "leap-seconds-2015-01-nist.list, 2015-01-05, 2015-12-28, 36, 27"})
    void publishedListsAreRead(String file, LocalDate updated, LocalDate expires, int newest, int entries)
            throws IOException {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), "no folder of recorded data (gm.data): " + file);
        LeapSecondsList list = good(Files.readString(path, StandardCharsets.ISO_8859_1));
        assertEquals(updated, LocalDate.ofInstant(Instant.ofEpochSecond(list.updatedUtcSeconds()), ZoneOffset.UTC));
        assertEquals(expires.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + newest,
                list.table().expiresTaiNs() / 1_000_000_000L);
        assertEquals(newest, list.table().newest().taiMinusUtcSeconds());
        assertEquals(entries, list.table().entries().size());
    }

    @Test
    void aChangedDigitIsNoticed() {
        assertEquals("the hash does not fit the content", refused(SHIPPED.replace("3692217600\t37", "3692217600\t36")));
        assertEquals("the hash does not fit the content", refused(SHIPPED.replaceFirst("#@\t\\d", "#@\t9")));
    }

    @Test
    void halfAListIsNone() {
        assertTrue(refused(SHIPPED.substring(0, SHIPPED.indexOf("#h"))).contains("missing"));
        assertTrue(refused("").contains("missing"));
        assertTrue(refused(SHIPPED + "\nrubbish").startsWith("a line that is no entry"));
        assertTrue(refused(" ".repeat(100_000)).startsWith("larger"));
    }

    @Test
    void theListUpdatedLastWinsAndABrokenOneIsNamed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.list"), "rubbish");
        LeapSecondsSources.Found found = new LeapSecondsSources(Optional.of(broken)).read();
        assertEquals(37, found.best().newest().taiMinusUtcSeconds());
        assertEquals(broken.toString(), found.refused().getFirst().source());
        Path old = DATA.resolve("leap-seconds-2015-01-nist.list");
        assumeTrue(Files.exists(old), "no folder of recorded data (gm.data)");
        assertEquals(37, new LeapSecondsSources(Optional.of(old)).read().best().newest().taiMinusUtcSeconds());
    }

    private static LeapSecondsList good(String text) {
        return assertInstanceOf(LeapSecondsList.Good.class, LeapSecondsList.parse(text, "test")).list();
    }

    private static String refused(String text) {
        return assertInstanceOf(LeapSecondsList.Refused.class, LeapSecondsList.parse(text, "test")).why();
    }
}
