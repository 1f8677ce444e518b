package dev.grandmaster.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Builds the programs in C that stand beside this class, with the machine's own compiler. */
final class Yardstick {
    private Yardstick() {
    }

    /** Compiles {@code NAME.c} into a folder; answers with the program. */
    static Path build(String name, Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve(name + ".c");
        Path program = folder.resolve(name);
        try (InputStream text = Objects.requireNonNull(Yardstick.class.getResourceAsStream(name + ".c"), name)) {
            Files.copy(text, source);
        }
        Process compiler;
        try {
            compiler = new ProcessBuilder(List.of("gcc", "-O2", "-o", program.toString(), source.toString()))
                    .redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new NotHere("gcc is missing");
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new NotHere("gcc refuses " + name + ".c: " + said);
        }
        return program;
    }
}
