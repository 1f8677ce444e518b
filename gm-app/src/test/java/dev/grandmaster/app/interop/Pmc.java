package dev.grandmaster.app.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * linuxptp's management client, by one way to a clock.
 *
 * @param inside the command that runs it where it can reach the clock
 * @param options the way: {@code -4 -i peer} and the like
 */
record Pmc(List<String> inside, List<String> options) {
    private static final Pattern ANSWER = Pattern.compile(
            "^\\s(\\S+)-(\\d+) seq \\d+ (?:RESPONSE|ACKNOWLEDGE) (MANAGEMENT(?:_ERROR_STATUS)?) ?(\\S*)");
    private static final Pattern DATA = Pattern.compile("^\\t\\t(\\S+)\\s+(\\S.*?)\\s*$");

    /**
     * What a port answered.
     *
     * @param id empty in an error, which pmc does not spell out
     * @param data values by pmc's names
     */
    record Answer(String clock, int port, boolean error, String id, Map<String, String> data) {
    }

    static Pmc udp4(Cable cable) {
        return of(cable.peer(), "-4", "-i", Cable.PEER);
    }

    static Pmc udp6(Cable cable) {
        return of(cable.peer(), "-6", "-i", Cable.PEER);
    }

    static Pmc ethernet(Cable cable) {
        return of(cable.peer(), "-2", "-i", Cable.PEER);
    }

    private static Pmc of(Namespace where, String... options) {
        return new Pmc(where.inside(List.of()), List.of(options));
    }

    /** @param own where pmc makes the socket to which it is answered */
    static Pmc socket(Path clock, Path own) {
        return new Pmc(List.of(), List.of("-u", "-s", clock.toString(), "-i", own.toString()));
    }

    /** Sends requests one after the other, at so many boundary hops, and gives all answers. */
    List<Answer> ask(int boundaryHops, List<String> requests) {
        List<String> command = new ArrayList<>(inside);
        command.add("pmc");
        command.addAll(options);
        command.addAll(List.of("-b", Integer.toString(boundaryHops)));
        command.addAll(requests);
        List<Answer> answers = new ArrayList<>();
        for (String line : Namespace.succeed(command).lines().toList()) {
            Matcher answer = ANSWER.matcher(line);
            Matcher data = DATA.matcher(line);
            if (answer.find()) {
                answers.add(new Answer(answer.group(1), Integer.parseInt(answer.group(2)),
                        answer.group(3).endsWith("STATUS"),
                        answer.group(4), new TreeMap<>()));
            } else if (data.find() && !answers.isEmpty()) {
                answers.getLast().data().put(data.group(1), data.group(2));
            }
        }
        return answers;
    }

    List<Answer> ask(String... requests) {
        return ask(1, List.of(requests));
    }
}
