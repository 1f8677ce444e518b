package dev.grandmaster.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReferencePagesTest {
    private static final Path DOCS = Path.of(System.getProperty("gm.root", ".."), "docs");

    @TestFactory
    Stream<DynamicTest> thePageInTheTreeIsThatOfTheRows() {
        return ReferencePages.render().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> assertEquals(page.getValue(),
                        Files.readString(DOCS.resolve(page.getKey())),
                        "docs/" + page.getKey() + " is stale: ./gm generate-docs writes it anew")));
    }

    @Test
    void eachRowIsDocumentedAndItsDefaultIsAllowed() {
        for (FileKeys<?> file : List.of(new BoardFile(), new SiteFile(), new ScenarioFile())) {
            file.sections().forEach(section -> section.rows().forEach(row -> check(section, row)));
        }
    }

    private static <T> void check(Section<?> section, Row<T> row) {
        String name = Section.join(section.path(), row.key());
        assertTrue(row.doc().endsWith("."), name);
        if (row.byDefault() != null) {
            List<Problem> problems = new ArrayList<>();
            Values values = new Values(section, section.path(), Position.SET, problems);
            values.accept(row.key(), TomlText.value(row.defaultShown()));
            if (!row.defaultShown().equals("\"\"")) {
                assertEquals(List.of(), problems);
            }
        }
    }

    @Test
    void noKeyIsInTwoFilesThatAreReadTogether() {
        Set<String> names = new HashSet<>();
        Stream.concat(new BoardFile().names(), new SiteFile().names())
                .forEach(name -> assertTrue(names.add(name), name + " would be ambiguous after --set"));
    }
}
