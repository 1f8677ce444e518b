package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.grandmaster.app.alarm.AlarmPage;
import dev.grandmaster.app.config.ReferencePages;
import picocli.CommandLine.Command;

/** {@code gm generate-docs}: writes the pages that are made from the code. For developers, hence hidden. */
@Command(name = "generate-docs", hidden = true, description = "Writes the pages in docs/ that are made from the code.")
final class GenerateDocsCommand implements Callable<Integer> {
    private final Installation installation;
    private final PrintStream out;

    GenerateDocsCommand(Installation installation, PrintStream out) {
        this.installation = installation;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Path docs = Files.createDirectories(installation.home().resolve("docs"));
        Map<String, String> pages = new LinkedHashMap<>(ReferencePages.render());
        pages.put(AlarmPage.NAME, AlarmPage.render());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(docs.resolve(page.getKey()), page.getValue());
            out.println("docs/" + page.getKey());
        }
        return ExitCode.OK.status();
    }
}
