package dev.grandmaster.web.access;

import java.io.IOException;
import java.util.Optional;

/** Where something small is kept over restarts and crashes; either its old or its new content is there, never half of it. */
public interface Keep {

    /** The content, or nothing where none was ever written. */
    Optional<String> read() throws IOException;

    /** Replaces the content. */
    void write(String content) throws IOException;
}
