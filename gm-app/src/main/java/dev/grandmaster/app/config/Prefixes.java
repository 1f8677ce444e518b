package dev.grandmaster.app.config;

import dev.grandmaster.ptp.unicast.Prefix;

/** Whether a text is an address prefix; the engine's own reading decides. */
final class Prefixes {

    private Prefixes() {
    }

    static boolean isPrefix(String text) {
        try {
            Prefix.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
