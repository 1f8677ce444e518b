package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --set key=value}: a full key such as {@code antenna.cableDelayNs} or {@code ptp.port[0].logSyncInterval},
 * and a TOML value, where bare text needs no quotes. A table's number may be one more than there are: that adds one.
 * The name of a repeated table takes an array of tables and replaces them all.
 */
record Assignment(String text, List<Step> steps, Node value) {
    private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_-]+)(?:\\[(\\d{1,4})])?");

    /** One part of the key; {@code number} is -1 without brackets. */
    record Step(String key, int number) {
    }

    /** Reads the command line's text; adds a problem and answers empty when it is no assignment. */
    static Optional<Assignment> parse(String text, List<Problem> problems) {
        int sign = text.indexOf('=');
        List<Step> steps = new ArrayList<>();
        for (String part : text.substring(0, Math.max(sign, 0)).strip().split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (step.matches()) {
                String number = step.group(2);
                steps.add(new Step(part.replaceFirst("\\[.*", ""), number == null ? -1 : Integer.parseInt(number)));
            } else {
                problems.add(new Problem(Position.SET, text + ": not an assignment; allowed: key=value, where a key is"
                        + " like antenna.cableDelayNs or ptp.port[0].interface"));
                return Optional.empty();
            }
        }
        return Optional.of(new Assignment(text, steps, TomlText.value(text.substring(sign + 1).strip())));
    }

    /** The key without table numbers. */
    String path() {
        return String.join(".", steps.stream().map(Step::key).toList());
    }

    /** Puts the value into the tree in place of what is there. */
    void apply(Node.Table root, List<Problem> problems) {
        Node.Table table = root;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            Optional<Node.Table> next = step.number() < 0 ? inner(table, step) : element(table, step);
            if (next.isEmpty()) {
                problems.add(new Problem(Position.SET, text + ": " + missing(table, step)));
                return;
            }
            table = next.get();
        }
        table.entries().put(steps.getLast().key(), value);
    }

    private static String missing(Node.Table table, Step step) {
        if (step.number() < 0 || !(table.entries().get(step.key()) instanceof Node.Array array)) {
            return step.key() + " is no " + (step.number() < 0 ? "table" : "array of tables");
        }
        int size = array.elements().size();
        return "there is no " + step.key() + "[" + step.number() + "]; allowed: "
                + (size == 0 ? "" : "[0] to ") + "[" + size + "], which adds one";
    }

    private static Optional<Node.Table> inner(Node.Table table, Step step) {
        Node next = table.entries().computeIfAbsent(step.key(), key -> Node.Table.empty(Position.SET));
        return next instanceof Node.Table inner ? Optional.of(inner) : Optional.empty();
    }

    private static Optional<Node.Table> element(Node.Table table, Step step) {
        Node next = table.entries().computeIfAbsent(step.key(),
                key -> new Node.Array(Position.SET, new ArrayList<>()));
        if (!(next instanceof Node.Array array) || step.number() > array.elements().size()) {
            return Optional.empty();
        }
        if (step.number() == array.elements().size()) {
            array.elements().add(Node.Table.empty(Position.SET));
        }
        return array.elements().get(step.number()) instanceof Node.Table element
                ? Optional.of(element)
                : Optional.empty();
    }
}
