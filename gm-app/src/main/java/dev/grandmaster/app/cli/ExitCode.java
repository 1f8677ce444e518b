package dev.grandmaster.app.cli;

/** What the process answers to its caller. */
public enum ExitCode {
    /** Done, or stopped by request. */
    OK(0),
    /** Bad usage or configuration; one line for each error was written. */
    USAGE(2),
    /** Hardware, an interface or a port is missing, busy or not permitted. */
    HARDWARE(3),
    /** A fault of the program itself; the line written carries an id that is found in the log. */
    INTERNAL(4);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The status for the operating system. */
    public int status() {
        return status;
    }
}
