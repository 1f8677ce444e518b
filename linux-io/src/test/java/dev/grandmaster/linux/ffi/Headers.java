package dev.grandmaster.linux.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares our layouts and numbers with the C headers of the machine: writes a small program that prints {@code sizeof}, {@code offsetof} and
 * constants, compiles it with gcc, runs it and checks each line. Skipped where there is no gcc or a header is missing.
 *
 * <p>Every named member of a layout is looked up under the same name in C, so that a new field is checked without being asked for.
 */
public final class Headers {

    private final StringBuilder includes = new StringBuilder(
            "#define _GNU_SOURCE\n#include <stdio.h>\n#include <stddef.h>\n");
    private final StringBuilder prints = new StringBuilder();
    private final Map<String, Long> expected = new LinkedHashMap<>();

    private Headers() {
    }

    /** Starts a program that includes these headers, in this order. */
    public static Headers including(String... headers) {
        Headers program = new Headers();
        for (String header : headers) {
            program.includes.append("#include <").append(header).append(">\n");
        }
        return program;
    }

    /** Size of the C type and offset of each member that the layout names. */
    public Headers struct(String type, MemoryLayout layout) {
        expect("sizeof(" + type + ")", layout.byteSize());
        if (layout instanceof GroupLayout group) {
            for (MemoryLayout member : group.memberLayouts()) {
                member.name().ifPresent(name -> expect("offsetof(" + type + ", " + name + ")",
                        group.byteOffset(MemoryLayout.PathElement.groupElement(name))));
            }
        }
        return this;
    }

    /** Value of any C expression, as an unsigned 32-bit or a signed 64-bit number. */
    public Headers constant(String expression, long value) {
        return expect(expression, value);
    }

    /** Compiles, runs, compares. */
    public void verify() throws IOException, InterruptedException {
        assumeTrue(hasCompiler(), "no gcc here");
        Path folder = Files.createTempDirectory("headers");
        Path source = folder.resolve("headers.c");
        Path program = folder.resolve("headers");
        try {
            Files.writeString(source, includes + "int main(void) {\n" + prints + "return 0;\n}\n");
            String complaint = run(new ProcessBuilder("gcc", "-o", program.toString(), source.toString()));
            assertEquals("", complaint, "gcc");
            String answer = run(new ProcessBuilder(program.toString()));
            Map<String, Long> found = new LinkedHashMap<>();
            answer.lines().forEach(line -> {
                int split = line.lastIndexOf(' ');
                found.put(line.substring(0, split), Long.valueOf(line.substring(split + 1)));
            });
            assertEquals(expected, found);
        } finally {
            Files.deleteIfExists(program);
            Files.deleteIfExists(source);
            Files.delete(folder);
        }
    }

    private Headers expect(String expression, long value) {
        expected.put(expression, value);
        prints.append("printf(\"%s %lld\\n\", \"").append(expression).append("\", (long long) (").append(expression)
                .append("));\n");
        return this;
    }

    private static boolean hasCompiler() throws InterruptedException {
        try {
            run(new ProcessBuilder("gcc", "--version"));
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Both outputs of a process. */
    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
