package dev.grandmaster.state;

/**
 * A cell that carries the latest value from its one writer to any number of readers. It cannot overflow, and nobody waits.
 *
 * @param <T> an immutable type
 */
public final class Latest<T> {

    private volatile T value;

    public Latest(T initial) {
        this.value = initial;
    }

    /** Publishes a value; the writer only. */
    public void set(T newValue) {
        value = newValue;
    }

    /** The latest value. */
    public T get() {
        return value;
    }
}
