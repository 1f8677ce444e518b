package dev.grandmaster.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code gm run} and {@code gm record} start a service with. */
final class RunOptions {
    private final Installation installation;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;
    @Option(names = "--board", paramLabel = "NAME|FILE", description = "Board: a name in board-configs, or a file.")
    private @Nullable String board;
    @Option(names = "--site", paramLabel = "FILE", description = "Site file: what the operator wants.")
    private @Nullable Path site;
    @Option(names = "--state-dir", paramLabel = "DIR", description = "Where what is learnt is kept.")
    private @Nullable Path stateDirectory;
    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of either file; repeatable.")
    private List<String> sets = new ArrayList<>();

    RunOptions(Installation installation) {
        this.installation = installation;
    }

    /**
     * What is asked for.
     *
     * @param recording where the run is recorded, or null
     */
    RunRequest request(@Nullable Path recording) throws ConfigurationException, IOException {
        Path file = boardFile();
        RunRequest.Sources sources = new RunRequest.Sources(file, Optional.ofNullable(site), sets);
        Configuration configuration = sources.load(List.of());
        Path state = Optional.ofNullable(stateDirectory)
                .or(() -> configuration.site().stateDirectory().map(Path::of))
                .orElse(installation.stateDirectory());
        Optional<RunRequest.Recording> kept = recording == null
                ? Optional.empty()
                : Optional.of(new RunRequest.Recording(recording, Files.readString(file),
                        site == null ? "" : Files.readString(site), List.copyOf(sets)));
        return new RunRequest(configuration, board != null, state, sources, kept);
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
