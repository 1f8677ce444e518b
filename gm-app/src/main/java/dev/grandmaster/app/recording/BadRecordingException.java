package dev.grandmaster.app.recording;

import java.io.Serial;

/** A recording that is damaged, or does not fit this build; the message says why, for people. */
public final class BadRecordingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public BadRecordingException(String message) {
        super(message);
    }

    public BadRecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
