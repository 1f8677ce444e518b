package dev.grandmaster.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the program lies, as its launcher says by system properties.
 *
 * @param home directory with {@code board-configs}; property {@code gm.home}, else the working directory
 * @param defaultBoard board that is taken when none is named; property {@code gm.board}, which only the source tree's
 *        launcher sets: an installed copy has no default, so that it never serves invented time by accident
 * @param stateDirectory where state is kept when nobody says otherwise; property {@code gm.state}, else {@code home/state}
 */
record Installation(Path home, Optional<String> defaultBoard, Path stateDirectory) {
    static Installation fromProperties() {
        Path home = Path.of(System.getProperty("gm.home", ""));
        return new Installation(home, Optional.ofNullable(System.getProperty("gm.board")),
                Optional.ofNullable(System.getProperty("gm.state")).map(Path::of).orElse(home.resolve("state")));
    }

    /** The file of a board that was named, or whose file was. */
    Path boardFile(String nameOrFile) {
        boolean isFile = nameOrFile.contains("/") || nameOrFile.endsWith(".toml");
        return isFile ? Path.of(nameOrFile) : boards().resolve(nameOrFile + ".toml");
    }

    /** Names of the boards that come with the program. */
    List<String> boardNames() {
        try (Stream<Path> files = Files.list(boards())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".toml"))
                    .map(name -> name.substring(0, name.length() - ".toml".length())).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path boards() {
        return home.resolve("board-configs");
    }
}
