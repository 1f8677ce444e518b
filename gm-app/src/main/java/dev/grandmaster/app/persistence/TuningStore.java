package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.grandmaster.discipline.oscillator.TuningCurve;

/**
 * The measured curve of a tuned oscillator: a line with the converter and its number of codes, then a line with code and ppb for each node. A file
 * of another converter, or one that cannot be read, counts for nothing: the curve is measured anew.
 */
public final class TuningStore {

    private final DurableFile file;
    private final String heading;
    private final int steps;

    /** @param converter its name, whose curve alone is read */
    public TuningStore(DurableFile file, String converter, int steps) {
        this.file = file;
        this.heading = converter + ' ' + steps;
        this.steps = steps;
    }

    /** The curve that was kept. */
    public Optional<TuningCurve> read() {
        try {
            List<String> lines = file.read().orElse("").lines().toList();
            if (lines.isEmpty() || !lines.getFirst().equals(heading)) {
                return Optional.empty();
            }
            List<TuningCurve.Node> nodes = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ", 2);
                nodes.add(new TuningCurve.Node(Integer.parseInt(words[0]), Double.parseDouble(words[1])));
            }
            return Optional.of(new TuningCurve(steps, nodes));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    /** Keeps a curve. */
    public void keep(TuningCurve curve) throws IOException {
        file.write(curve.nodes().stream().map(node -> node.code() + " " + node.ppb() + '\n')
                .collect(Collectors.joining("", heading + '\n', "")));
    }
}
