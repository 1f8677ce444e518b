package dev.grandmaster.web.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
    /** Sees everything but secrets, changes nothing but what is his own. */
    VIEWER,
    /** Changes settings, accounts and certificates. */
    ADMINISTRATOR;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word. */
    public static Optional<Role> of(Object word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Whether this role may do what another one may. */
    public boolean mayAs(Role other) {
        return compareTo(other) >= 0;
    }
}
