package dev.grandmaster.linux.thread;

import java.util.concurrent.locks.LockSupport;

/** A thread that waits in a device's driver for as long as the device is open, so that nobody else has to. */
public final class DeviceThread {

    /** Longer than any wait in a driver should be. */
    private static final long OVERDUE_MS = 3000;

    private final Thread thread;
    private volatile boolean open = true;

    /**
     * Not started yet.
     *
     * @param work ends soon after {@link #isOpen} has become false, and waits by {@link #rest} or in a driver that answers within a second
     */
    public DeviceThread(String name, Runnable work) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    public void start() {
        thread.start();
    }

    public boolean isOpen() {
        return open;
    }

    /** Waits within the work, unless it is to end. */
    public void rest(long ns) {
        LockSupport.parkNanos(ns);
    }

    /** Ends its rest. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /**
     * Ends the work and waits until it has ended: what it uses may be given back then.
     *
     * @return false where it was closed before
     */
    public boolean close() {
        return close(() -> {
        });
    }

    /**
     * The same of work whose driver may not answer.
     *
     * @param breakOff ends the driver's wait from outside, when the work is overdue
     */
    public boolean close(Runnable breakOff) {
        if (!open) {
            return false;
        }
        open = false;
        wake();
        boolean interrupted = !join(OVERDUE_MS);
        if (thread.isAlive()) {
            breakOff.run();
        }
        while (thread.isAlive()) {
            interrupted |= !join(0);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Waits so long, 0 for ever, or until it is interrupted: false then. */
    private boolean join(long ms) {
        try {
            thread.join(ms);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
