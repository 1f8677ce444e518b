package dev.grandmaster.linux.ffi;

import dev.grandmaster.board.BoardException;

/** Turns what the kernel answered to an opening or a configuring call into the one line that the operator reads. */
public final class Refusal {

    private Refusal() {
    }

    /**
     * The exception for an answer of the kernel.
     *
     * @param what the device or interface, as the operator wrote it
     * @param error the call's answer, {@code -errno}
     */
    public static BoardException of(String what, int error) {
        return new BoardException(kind(error), what + ": " + Errno.text(error));
    }

    /** As above, with a word of advice behind it. */
    public static BoardException of(String what, int error, String advice) {
        return new BoardException(kind(error), what + ": " + Errno.text(error) + "; " + advice);
    }

    private static BoardException.Kind kind(int error) {
        return switch (Math.abs(error)) {
            case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO -> BoardException.Kind.MISSING;
            case Errno.EBUSY, Errno.EAGAIN, Errno.EADDRINUSE -> BoardException.Kind.BUSY;
            case Errno.EPERM, Errno.EACCES -> BoardException.Kind.FORBIDDEN;
            default -> BoardException.Kind.UNSUITABLE;
        };
    }
}
