package dev.grandmaster.linux.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Output;
import dev.grandmaster.linux.ffi.Errno;

/**
 * A lamp that the kernel has a driver for, /sys/class/leds (Documentation/leds/leds-class.rst). The kernel's own trigger is taken off it.
 * Owner: one thread.
 */
public final class LedOutput implements Output, AutoCloseable {

    /** What a lamp may be called, as a regular expression. */
    public static final String FORM = "[^\\s/]{1,63}";

    private final String led;
    private final Path folder;
    private final Shows shows;

    private LedOutput(String led, Path folder, Shows shows) {
        this.led = led;
        this.folder = folder;
        this.shows = shows;
    }

    /**
     * Takes a lamp; it is off at first.
     *
     * @param sys where sysfs is mounted
     * @param led its name in class/leds
     * @throws BoardException when there is no such lamp, or it may not be set
     */
    public static LedOutput open(Path sys, String led, Shows shows) throws BoardException {
        Path folder = sys.resolve("class/leds").resolve(led);
        if (!Files.isDirectory(folder)) {
            throw new BoardException(BoardException.Kind.MISSING,
                    "there is no lamp " + led + " in " + folder.getParent());
        }
        LedOutput output = new LedOutput(led, folder, shows);
        if (output.set(false) < 0) {
            throw new BoardException(BoardException.Kind.FORBIDDEN, "the lamp " + led + " cannot be set");
        }
        return output;
    }

    @Override
    public String name() {
        return "lamp " + led;
    }

    @Override
    public Shows shows() {
        return shows;
    }

    @Override
    public int set(boolean on) {
        try {
            Path trigger = folder.resolve("trigger");
            if (Files.exists(trigger) && !Files.readString(trigger).contains("[none]")) {
                Files.writeString(trigger, "none");
            }
            Files.writeString(folder.resolve("brightness"),
                    on ? Files.readString(folder.resolve("max_brightness")).strip() : "0");
            return 0;
        } catch (IOException failed) {
            return -Errno.EIO;
        }
    }

    @Override
    public void close() {
        set(false);
    }
}
