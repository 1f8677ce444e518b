package dev.grandmaster.discipline.oscillator;

import java.util.List;

/**
 * The oscillator's frequency by the converter's code: straight lines through a few nodes, the outer ones going on to the ends.
 *
 * @param steps number of codes, 0 to one less
 * @param nodes two or more, by rising code; their frequencies rise all along or fall all along
 */
public record TuningCurve(int steps, List<Node> nodes) {

    /**
     * One point of the curve.
     *
     * @param ppb frequency error of the oscillator at that code, positive: it runs fast
     */
    public record Node(int code, double ppb) {
    }

    public TuningCurve {
        nodes = List.copyOf(nodes);
        require(steps >= 2, "a converter has two codes or more");
        require(nodes.size() >= 2, "a curve has two nodes or more");
        double way = nodes.getLast().ppb() - nodes.getFirst().ppb();
        for (int i = 1; i < nodes.size(); i++) {
            Node one = nodes.get(i - 1);
            Node next = nodes.get(i);
            require(one.code() >= 0 && next.code() < steps && one.code() < next.code(), "codes rise within the range");
            require((next.ppb() - one.ppb()) * way > 0, "the frequency does not go one way: " + nodes);
        }
    }

    /** A straight curve as a data sheet has it, around no error in the middle; a negative slope is one that falls. */
    public static TuningCurve straight(int steps, double ppbPerStep) {
        double reach = ppbPerStep * (steps - 1) / 2;
        return new TuningCurve(steps, List.of(new Node(0, -reach), new Node(steps - 1, reach)));
    }

    /** The code at which corrections count from zero. */
    public int middle() {
        return steps / 2;
    }

    /** What a code corrects, against the middle one, ppb. */
    public double correctionPpb(double code) {
        return ppbAt(code) - ppbAt(middle());
    }

    /** The code, not rounded and not limited, that corrects by so much. */
    public double codeFor(double correctionPpb) {
        double ppb = correctionPpb + ppbAt(middle());
        boolean rising = nodes.getLast().ppb() > nodes.getFirst().ppb();
        int i = 1;
        while (i < nodes.size() - 1 && (ppb > nodes.get(i).ppb()) == rising) {
            i++;
        }
        Node one = nodes.get(i - 1);
        Node next = nodes.get(i);
        return one.code() + (ppb - one.ppb()) / (next.ppb() - one.ppb()) * (next.code() - one.code());
    }

    private double ppbAt(double code) {
        int i = 1;
        while (i < nodes.size() - 1 && code > nodes.get(i).code()) {
            i++;
        }
        Node one = nodes.get(i - 1);
        Node next = nodes.get(i);
        return one.ppb() + (code - one.code()) / (next.code() - one.code()) * (next.ppb() - one.ppb());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
