package dev.grandmaster.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. */
@Command(name = "gm", description = "A GNSS disciplined IEEE 1588 grandmaster clock.", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    /** Starts the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
