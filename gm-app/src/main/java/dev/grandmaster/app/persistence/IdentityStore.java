package dev.grandmaster.app.persistence;

import dev.grandmaster.state.ClockIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

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
     * The identity that is kept; at the first start that of the maker, which is kept from then on.
     *
     * @param configured what the operator set; it wins and is not kept
     * @param maker      asked at the first start only
     * @throws IOException where the file can be neither read nor written
     */
    public ClockIdentity identity(Optional<ClockIdentity> configured, Supplier<ClockIdentity> maker) throws IOException {
        if (configured.isPresent()) {
            return configured.get();
        }
        Optional<String> kept = file.read();
        if (kept.isPresent()) {
            try {
                return ClockIdentity.parse(kept.get().strip());
            } catch (IllegalArgumentException e) {
                throw new IOException("the kept clockIdentity cannot be read: " + e.getMessage(), e);
            }
        }
        ClockIdentity made = maker.get();
        file.write(made + "\n");
        return made;
    }
}
