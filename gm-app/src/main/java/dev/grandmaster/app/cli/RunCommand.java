package dev.grandmaster.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gm run}: serves time until stopped. */
@Command(name = "run", description = "Serves time until stopped.")
final class RunCommand implements Callable<Integer> {
    private final Installation installation;
    private final Work work;

    @Spec
    private @Nullable CommandSpec spec;
    @Option(names = "--board", paramLabel = "NAME|FILE", description = "Board: a name in board-configs, or a file.")
    private @Nullable String board;
    @Option(names = "--site", paramLabel = "FILE", description = "Site file: what the operator wants.")
    private @Nullable Path site;
    @Option(names = "--state-dir", paramLabel = "DIR", description = "Where what is learnt is kept.")
    private @Nullable Path stateDirectory;
    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of either file; repeatable.")
    private List<String> sets = new ArrayList<>();

    RunCommand(Installation installation, Work work) {
        this.installation = installation;
        this.work = work;
    }

    @Override
    public Integer call() throws Exception {
        Path file = boardFile();
        Configuration configuration = Configuration.load(file, Optional.ofNullable(site), sets);
        Path state = Optional.ofNullable(stateDirectory)
                .or(() -> configuration.site().stateDirectory().map(Path::of))
                .orElse(installation.stateDirectory());
        return work.run().perform(new RunRequest(configuration, board != null, state, more -> {
            List<String> all = new ArrayList<>(sets);
            all.addAll(more);
            return Configuration.load(file, Optional.ofNullable(site), all);
        })).status();
    }

    private Path boardFile() {
        String named = Optional.ofNullable(board).or(installation::defaultBoard)
                .orElseThrow(() -> new ParameterException(commandLine(),
                        "no board: name one by --board (known: " + boardNames() + ", or a file)"));
        Path file = installation.boardFile(named);
        if (!Files.exists(file)) {
            throw new ParameterException(commandLine(),
                    "--board " + named + ": no such board; known: " + boardNames() + ", or the path of a file");
        }
        return file;
    }

    private String boardNames() {
        return String.join(", ", installation.boardNames());
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
