package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.util.Optional;

import dev.grandmaster.state.ClockIdentity;

/**
 * The clockIdentity of this unit: made once, kept for good. Clients know the unit by it, so it must not change when interfaces change
 * their order or a card is replaced.
 */
public final class IdentityStore {

    private final DurableFile file;

    public IdentityStore(DurableFile file) {
        this.file = file;
    }

    /**
     * The identity that is kept; nothing before the first start.
     *
     * @throws IOException where the file cannot be read or holds no identity
     */
    public Optional<ClockIdentity> kept() throws IOException {
        Optional<String> text = file.read();
        try {
            return text.map(String::strip).map(ClockIdentity::parse);
        } catch (IllegalArgumentException e) {
            throw new IOException("the kept clockIdentity cannot be read: " + e.getMessage(), e);
        }
    }

    /** Keeps an identity. */
    public void keep(ClockIdentity identity) throws IOException {
        file.write(identity + "\n");
    }
}
