package dev.grandmaster.app.interop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, never for an amount of time. */
final class Patience {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Patience() {
    }

    /**
     * Looks until there is something.
     *
     * @param what is waited for, named in the failure
     * @throws AssertionError when the time is up
     */
    static <T> T await(String what, Duration limit, Supplier<Optional<T>> look) {
        return within(limit, look).orElseThrow(
                () -> new AssertionError("not within " + limit.toSeconds() + " s: " + what));
    }

    /** Looks until the condition holds; {@link AssertionError} when the time is up. */
    static void awaitThat(String what, Duration limit, BooleanSupplier condition) {
        await(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Looks until there is something; empty when the time is up. */
    static <T> Optional<T> within(Duration limit, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent() || System.nanoTime() - end >= 0) {
                return found;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
