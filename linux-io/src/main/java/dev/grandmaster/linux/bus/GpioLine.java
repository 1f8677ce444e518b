package dev.grandmaster.linux.bus;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;

/**
 * Where one line of a GPIO chip is, and how it is asked for. A line is named as {@code gpioinfo} shows it: {@code CHIP/LINE} with the chip's
 * device name (gpiochip0) or its label, which does not change with the kernel, and the line's number or name; or the line's name alone,
 * which is then looked for on all chips.
 *
 * @param chip   device of the chip, {@code /dev/gpiochipN}
 * @param offset number of the line on it, from 0
 */
public record GpioLine(Path chip, int offset) {

    /** What {@link #find} takes, as a regular expression. */
    public static final String FORM = "[^\\s/]{1,31}(?:/[^\\s/]{1,31})?";

    private static final Path DEVICES = Path.of("/dev");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    /** As others see who holds a line. */
    private static final String CONSUMER = "grandmaster";

    /** The edge of an input that is told. */
    public enum Polarity {
        RISING(GpioUapi.FLAG_EDGE_RISING, GpioUapi.EVENT_RISING_EDGE), FALLING(GpioUapi.FLAG_EDGE_FALLING,
                GpioUapi.EVENT_FALLING_EDGE);

        private final long flag;
        private final int event;

        Polarity(long flag, int event) {
            this.flag = flag;
            this.event = event;
        }

        /** The id of its events. */
        int event() {
            return event;
        }
    }

    /**
     * Looks for a line.
     *
     * @param name of the {@link #FORM}
     * @throws BoardException when there is no such line, or more than one
     */
    public static GpioLine find(String name) throws BoardException {
        int slash = name.indexOf('/');
        String wantedChip = slash < 0 ? "" : name.substring(0, slash);
        String wantedLine = name.substring(slash + 1);
        List<GpioLine> found = new ArrayList<>();
        int refusal = 0;
        for (Path chip : chips()) {
            int rc = search(chip, wantedChip, wantedLine, found);
            refusal = rc < 0 ? rc : refusal;
        }
        if (found.isEmpty() && refusal < 0) {
            throw Refusal.of("GPIO line " + name, refusal);
        }
        if (found.size() != 1) {
            throw found.isEmpty()
                    ? new BoardException(BoardException.Kind.MISSING, "GPIO line " + name + " does not exist")
                    : new BoardException(BoardException.Kind.UNSUITABLE, "GPIO line " + name + " exists "
                            + found.size() + " times; name its chip, too, as in gpiochip0/" + wantedLine);
        }
        return found.getFirst();
    }

    private static List<Path> chips() {
        List<Path> chips = new ArrayList<>();
        try (DirectoryStream<Path> all = java.nio.file.Files.newDirectoryStream(DEVICES, "gpiochip*")) {
            for (Path chip : all) {
                // An alias of an old name would show the same lines twice.
                if (!java.nio.file.Files.isSymbolicLink(chip)) {
                    chips.add(chip);
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        return chips;
    }

    private static int search(Path chip, String wantedChip, String wantedLine, List<GpioLine> into) {
        int fd = Files.open(chip.toString(), Files.O_RDONLY);
        if (fd < 0) {
            return fd;
        }
        try (Arena once = Arena.ofConfined()) {
            MemorySegment info = once.allocate(GpioUapi.CHIP_INFO);
            int rc = Files.ioctl(fd, GpioUapi.GET_CHIPINFO, info);
            if (rc < 0) {
                return rc;
            }
            boolean chosen = wantedChip.isEmpty() || wantedChip.equals(chip.getFileName().toString())
                    || wantedChip.equals(text(info, GpioUapi.at(GpioUapi.CHIP_INFO, "label")));
            if (!chosen) {
                return 0;
            }
            int lines = info.get(JAVA_INT, GpioUapi.at(GpioUapi.CHIP_INFO, "lines"));
            boolean numbered = !wantedChip.isEmpty() && DIGITS.matcher(wantedLine).matches();
            if (numbered && Integer.parseInt(wantedLine) < lines) {
                into.add(new GpioLine(chip, Integer.parseInt(wantedLine)));
            }
            MemorySegment line = once.allocate(GpioUapi.LINE_INFO);
            for (int i = 0; i < lines && !numbered; i++) {
                line.fill((byte) 0);
                line.set(JAVA_INT, GpioUapi.at(GpioUapi.LINE_INFO, "offset"), i);
                if (Files.ioctl(fd, GpioUapi.GET_LINEINFO, line) >= 0 && wantedLine.equals(text(line, 0))) {
                    into.add(new GpioLine(chip, i));
                }
            }
            return 0;
        } finally {
            Files.close(fd);
        }
    }

    /** The kernel ends its names with a zero; should it not, the next field ends them. */
    private static String text(MemorySegment info, long at) {
        byte[] bytes = info.asSlice(at, GpioUapi.NAME_SIZE).toArray(JAVA_BYTE);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether the chip is there. */
    public boolean isThere() {
        return java.nio.file.Files.exists(chip);
    }

    /** As the device files say it. */
    @Override
    public String toString() {
        return chip.getFileName() + "/" + offset;
    }

    /**
     * Asks for the line as an input whose edges are stamped with CLOCK_MONOTONIC and queued.
     *
     * @param queued how many edges the kernel keeps for us
     * @return a descriptor to poll and read events from, which the caller owns, or {@code -errno}
     */
    public int requestEdges(Polarity polarity, int queued) {
        return request(GpioUapi.FLAG_INPUT | polarity.flag, false, queued);
    }

    /**
     * Asks for the line as an output.
     *
     * @param activeLow true where a low level means on
     * @param on        the state that it has at once
     * @return a descriptor for {@link #set}, which the caller owns, or {@code -errno}. Once it is closed, many chips let the line float
     */
    public int requestOutput(boolean activeLow, boolean on) {
        return request(GpioUapi.FLAG_OUTPUT | (activeLow ? GpioUapi.FLAG_ACTIVE_LOW : 0), on, 0);
    }

    private int request(long flags, boolean on, int queued) {
        int fd = Files.open(chip.toString(), Files.O_RDONLY);
        if (fd < 0) {
            return fd;
        }
        try (Arena once = Arena.ofConfined()) {
            MemorySegment request = once.allocate(GpioUapi.LINE_REQUEST);
            long config = GpioUapi.at(GpioUapi.LINE_REQUEST, "config");
            request.set(JAVA_INT, GpioUapi.at(GpioUapi.LINE_REQUEST, "offsets"), offset);
            request.setString(GpioUapi.at(GpioUapi.LINE_REQUEST, "consumer"), CONSUMER);
            request.set(JAVA_INT, GpioUapi.at(GpioUapi.LINE_REQUEST, "num_lines"), 1);
            request.set(JAVA_INT, GpioUapi.at(GpioUapi.LINE_REQUEST, "event_buffer_size"), queued);
            request.set(JAVA_LONG, config + GpioUapi.at(GpioUapi.LINE_CONFIG, "flags"), flags);
            if ((flags & GpioUapi.FLAG_OUTPUT) != 0) {
                long attribute = config + GpioUapi.at(GpioUapi.LINE_CONFIG, "attrs");
                request.set(JAVA_INT, config + GpioUapi.at(GpioUapi.LINE_CONFIG, "num_attrs"), 1);
                request.set(JAVA_INT, attribute, GpioUapi.ATTR_OUTPUT_VALUES);
                request.set(JAVA_LONG, attribute + GpioUapi.at(GpioUapi.LINE_ATTRIBUTE, "values"), on ? 1 : 0);
                request.set(JAVA_LONG, attribute + GpioUapi.at(GpioUapi.LINE_CONFIG_ATTRIBUTE, "mask"), 1);
            }
            int rc = Files.ioctl(fd, GpioUapi.GET_LINE, request);
            return rc < 0 ? rc : request.get(JAVA_INT, GpioUapi.at(GpioUapi.LINE_REQUEST, "fd"));
        } finally {
            Files.close(fd);
        }
    }

    /** Turns the output on or off whose descriptor it is; 0 or {@code -errno}. */
    static int set(int fd, boolean on) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment values = once.allocate(GpioUapi.LINE_VALUES);
            values.set(JAVA_LONG, GpioUapi.at(GpioUapi.LINE_VALUES, "bits"), on ? 1 : 0);
            values.set(JAVA_LONG, GpioUapi.at(GpioUapi.LINE_VALUES, "mask"), 1);
            return fd < 0 ? -Errno.EBADF : Math.min(0, Files.ioctl(fd, GpioUapi.SET_VALUES, values));
        }
    }
}
