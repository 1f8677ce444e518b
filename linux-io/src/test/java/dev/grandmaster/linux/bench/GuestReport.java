package dev.grandmaster.linux.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a program saw in the guest, told by lines of the form {@code name=value}. */
public record GuestReport(String output, Map<String, String> facts) {

    /** Before the guest has run. */
    public static final GuestReport NONE = new GuestReport("", Map.of());

    /**
     * Boots the guest and runs the program there; without a bench the calling test is skipped.
     *
     * @param program a class of the test's class path with a main method
     * @param modules of the guest's kernel; the program gets their paths as its arguments
     */
    public static GuestReport of(Class<?> program, String... modules) throws IOException, InterruptedException {
        GuestBench bench = GuestBench.atHand();
        Path stage = Path.of("target", program.getSimpleName()).toAbsolutePath();
        String classPath = GuestBench.stage(stage);
        String[] arguments = new String[1 + modules.length];
        arguments[0] = program.getName();
        for (int i = 0; i < modules.length; i++) {
            Files.copy(bench.module(modules[i]), stage.resolve(modules[i]));
            arguments[1 + i] = "/host/" + modules[i];
        }
        GuestBench.Result result = bench.run(stage, Map.of("GM_CLASSPATH", classPath),
                Path.of("src/test/bench/java.sh"), arguments);
        assertEquals(0, result.status(), result.output());
        return new GuestReport(result.output(), result.facts());
    }

    public void is(String name, String expected) {
        assertEquals(expected, fact(name), () -> name + " in:\n" + output);
    }

    public void near(String name, double expected, double within) {
        assertEquals(expected, number(name), within, () -> name + " in:\n" + output);
    }

    public double number(String name) {
        return Double.parseDouble(fact(name));
    }

    public String fact(String name) {
        String value = facts.get(name);
        assertNotNull(value, () -> name + " is missing in:\n" + output);
        return value;
    }
}
