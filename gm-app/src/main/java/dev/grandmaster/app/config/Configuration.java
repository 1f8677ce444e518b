package dev.grandmaster.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.sim.world.FaultKind;

/**
 * Everything that was configured: the board and the site.
 *
 * @param warnings what is doubtful, a line each
 */
public record Configuration(BoardConfig board, SiteConfig site, List<String> warnings) {
    /** Keys that may change while the service runs. */
    public static final List<String> LIVE_KEYS = List.of("antenna.cableDelayNs", "antenna.cable",
            "antenna.lengthM", "antenna.splitterDelayNs", "antenna.amplifierDelayNs", "antenna.receiverDelayNs",
            "holdover.minLockSeconds",
            "holdover.specNs", "holdover.requalifySeconds");

    /** A file longer than this is no configuration. */
    private static final long MAX_BYTES = 1 << 20;

    /** The PTP ports: those of the site file, or UDPv4 on each network port of the board. */
    public List<PtpPort> ptpPorts() {
        return portsAskedFor()
                ? site.ports()
                : board.network().stream().map(
                        port -> SiteFile.defaultPort(port.interfaceName(), site.instances().getFirst().profile()))
                        .toList();
    }

    /** What the PTP port of a place in {@link #ptpPorts} sends beside its messages. */
    public PortTlvs portTlvs(int place) {
        return portsAskedFor()
                ? site.portTlvs().get(place)
                : PortTlvSection.byDefault(site.instances().getFirst().profile());
    }

    /** Whether somebody named the PTP ports: what was asked for must open. */
    public boolean portsAskedFor() {
        return !site.ports().isEmpty();
    }

    /** The same configuration with the live keys of another one. */
    public Configuration withLiveKeysOf(Configuration other) {
        return new Configuration(board,
                new SiteConfig(other.site.cableDelayNs(), site.place(), site.instances(), site.ports(), site.portTlvs(),
                        site.access(),
                        site.unicast(), other.site.holdover(), site.leapSecondsFile(), site.ntpServers(),
                        site.stateDirectory(), site.reporting(), site.web()),
                warnings);
    }

    /** The same configuration with the PTP side of another one. */
    public Configuration withPtpOf(Configuration other) {
        return new Configuration(board,
                new SiteConfig(site.cableDelayNs(), site.place(), other.site.instances(), other.site.ports(),
                        other.site.portTlvs(), other.site.access(),
                        other.site.unicast(), site.holdover(), site.leapSecondsFile(), site.ntpServers(),
                        site.stateDirectory(), site.reporting(), site.web()),
                other.warnings);
    }

    /**
     * Reads and checks a board and a site.
     *
     * @param boardFile the board file
     * @param siteFile the site file; empty: all its keys have their defaults
     * @param sets values from the command line, {@code key=value}, in their order
     * @throws ConfigurationException with every problem of all three
     */
    public static Configuration load(Path boardFile, Optional<Path> siteFile, List<String> sets)
            throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        BoardFile boardKeys = new BoardFile();
        SiteFile siteKeys = new SiteFile();
        List<Assignment> assignments = assignments(sets, problems, boardKeys, siteKeys);
        Optional<BoardConfig> board = text(boardFile, problems)
                .flatMap(text -> boardKeys.read(boardFile.toString(), text, of(boardKeys, assignments), problems));
        Optional<SiteConfig> site = siteFile.map(file -> text(file, problems)).orElse(Optional.of(""))
                .flatMap(text -> siteKeys.read(siteFile.map(Path::toString).orElse("site"), text,
                        of(siteKeys, assignments), problems));
        refuse(problems);
        Configuration configuration = new Configuration(board.orElseThrow(), site.orElseThrow(), lines(problems));
        if (configuration.ptpPorts().isEmpty()) {
            throw new ConfigurationException(List.of(new Problem(Position.headOf(boardFile.toString()),
                    "no network port: name one by [[network]] here or by [[ptp.port]] in the site file")));
        }
        return configuration;
    }

    /**
     * Reads and checks a scenario.
     *
     * @param playable the kinds of faults that can be simulated
     */
    public static Scenario loadScenario(Path file, List<String> sets, Set<FaultKind> playable)
            throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        ScenarioFile keys = new ScenarioFile(playable);
        List<Assignment> assignments = assignments(sets, problems, keys);
        Optional<Scenario> scenario = text(file, problems)
                .flatMap(text -> keys.read(file.toString(), text, assignments, problems));
        refuse(problems);
        return scenario.orElseThrow();
    }

    /**
     * Checks one file of any kind; the kind is told from what the file contains.
     *
     * @return what the file is
     */
    public static Checked check(Path file) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        Optional<String> text = text(file, problems);
        FileKeys<?> keys = kindOf(TomlText.parse(file.toString(), text.orElse(""), new ArrayList<>()));
        text.ifPresent(content -> keys.read(file.toString(), content, List.of(), problems));
        refuse(problems);
        return new Checked(keys.title(), lines(problems));
    }

    /**
     * A file that may be used.
     *
     * @param kind "board file", "site file" or "scenario"
     * @param warnings what is doubtful in it, a line each
     */
    public record Checked(String kind, List<String> warnings) {
    }

    private static void refuse(List<Problem> problems) throws ConfigurationException {
        if (problems.stream().anyMatch(Problem::grave)) {
            throw new ConfigurationException(problems);
        }
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().sorted().map(Problem::toString).toList();
    }

    private static FileKeys<?> kindOf(Node.Table root) {
        if (root.entries().containsKey("durationS")) {
            return new ScenarioFile();
        }
        return root.entries().containsKey("board") ? new BoardFile() : new SiteFile();
    }

    private static List<Assignment> of(FileKeys<?> keys, List<Assignment> all) {
        return all.stream().filter(assignment -> keys.knows(assignment.path())).toList();
    }

    /** Parses the command line's values; one that no file knows is a problem. */
    private static List<Assignment> assignments(List<String> sets, List<Problem> problems, FileKeys<?>... files) {
        List<Assignment> result = new ArrayList<>();
        for (String set : sets) {
            Assignment.parse(set, problems).ifPresent(assignment -> {
                if (Stream.of(files).anyMatch(keys -> keys.knows(assignment.path()))) {
                    result.add(assignment);
                } else {
                    List<String> names = Stream.of(files).flatMap(FileKeys::names).distinct().toList();
                    String table = assignment.path().replaceFirst("\\.?[^.]*$", "");
                    List<String> beside = names.stream().filter(name -> name.startsWith(table + ".")).toList();
                    problems.add(new Problem(Position.SET, set + ": unknown key"
                            + Spelling.nearest(assignment.path(), names)
                                    .map(near -> "; did you mean " + near + "?").orElse("")
                            + "; allowed: "
                            + (beside.isEmpty() ? "the keys in docs/configuration.md" : String.join(", ", beside))));
                }
            });
        }
        return result;
    }

    private static Optional<String> text(Path file, List<Problem> problems) {
        String trouble;
        try {
            if (Files.isDirectory(file)) {
                trouble = "is a directory";
            } else if (Files.size(file) > MAX_BYTES) {
                trouble = "too long for a configuration; allowed: " + MAX_BYTES + " bytes";
            } else {
                return Optional.of(Files.readString(file));
            }
        } catch (NoSuchFileException e) {
            trouble = "no such file";
        } catch (CharacterCodingException e) {
            trouble = "not UTF-8 text";
        } catch (IOException e) {
            trouble = "cannot be read: " + e.getMessage();
        }
        problems.add(new Problem(new Position(file.toString(), 0, 0), trouble));
        return Optional.empty();
    }
}
