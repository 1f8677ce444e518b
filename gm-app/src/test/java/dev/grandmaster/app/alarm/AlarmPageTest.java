package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class AlarmPageTest {

    @Test
    void thePageInTheTreeIsThatOfTheCatalogue() throws IOException {
        Path page = Path.of(System.getProperty("gm.root", ".."), "docs", AlarmPage.NAME);
        assertEquals(AlarmPage.render(), Files.readString(page),
                "docs/alarms.md is stale: ./gm generate-docs writes it anew");
    }
}
