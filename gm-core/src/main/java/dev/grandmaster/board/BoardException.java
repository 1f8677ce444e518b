package dev.grandmaster.board;

/** Hardware that is missing, busy or forbidden. The message is one clear line for the operator. */
public final class BoardException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** The device or interface does not exist. */
        MISSING,
        /** Somebody else holds it. */
        BUSY,
        /** The privilege is missing. */
        FORBIDDEN,
        /** It exists and cannot do what is asked. */
        UNSUITABLE
    }

    private final Kind kind;

    public BoardException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
