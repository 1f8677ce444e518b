package dev.grandmaster.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that only grows. One thread adds, any thread reads; adding costs a plain store. */
public final class Counter {

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Counter.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private long count;

    /** @param name lower case with underscores, as in metrics */
    public Counter(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The writer only. */
    public void increment() {
        add(1);
    }

    /** The writer only. */
    public void add(long more) {
        COUNT.setOpaque(this, count + more);
    }

    public long get() {
        return (long) COUNT.getOpaque(this);
    }
}
