package dev.grandmaster.app.config;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.grandmaster.ptp.profile.Bounds;
import dev.grandmaster.ptp.profile.Bounds.Source;
import dev.grandmaster.ptp.profile.Profile;

/** Holds values of a table against a profile: outside a bound that was read they are wrong, outside one from memory worth a word. */
record ProfileLimits(Profile profile, Values values) {

    void hold(Row<Integer> row, int value, Bounds bounds) {
        if (!bounds.allows(value)) {
            complain(row, bounds.source(), bounds.least() == bounds.most()
                    ? Integer.toString(bounds.least())
                    : bounds.least() + " to " + bounds.most());
        }
    }

    <T> void hold(Row<T> row, T value, List<T> allowed, Source source, Function<T, String> word) {
        if (!allowed.contains(value)) {
            complain(row, source, allowed.stream().map(word).collect(Collectors.joining("\", \"", "\"", "\"")));
        }
    }

    private void complain(Row<?> row, Source source, String allowed) {
        switch (source) {
            case READ -> values.refuse(row, "the profile " + profile.word() + " does not allow it", allowed);
            case MEMORY -> values.warn(row, "the profile " + profile.word() + " is believed to allow " + allowed);
        }
    }
}
