package dev.grandmaster.app.history;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.grandmaster.app.persistence.Database;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.linux.time.Courtesy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code gm-history}: takes seconds and notes out of a bounded queue and brings them to the disk once a minute. Giving never
 * waits; what does not fit is lost and counted. A store that fails is opened anew once a minute; one that is damaged is put aside and begun
 * anew at once.
 */
public final class HistoryRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final int MOST_WAITING = 3600;
    private static final long FLUSH_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long JOIN_MS = 10_000;

    private sealed interface Entry {
    }

    private record Second(HistorySecond second) implements Entry {
    }

    private record Remark(HistoryFile.Note note) implements Entry {
    }

    private record Change(long number, HistoryFile.Note note) implements Entry {
    }

    private record Trail(long newest) implements Entry {
    }

    private record End() implements Entry {
    }

    /** Opens the store. */
    private interface Opening {
        HistoryWriter open() throws SQLException;
    }

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    /** Two counters, since each has one writer: who gives, and the thread. */
    private final Counter unwritten = new Counter("history_seconds_unwritten");
    private final Counter lost = new Counter("history_seconds_lost_total");
    private final Opening opening;
    private final Path file;
    private final BiConsumer<Boolean, String> failing;
    private final Thread thread;
    private @Nullable HistoryWriter writer;
    private boolean tried;
    private long triedNs;

    /**
     * Starts the thread.
     *
     * @param days    for how long seconds are kept
     * @param sign    gives the signature of a closed chapter's head, base 64
     * @param closed  hears of each closed chapter
     * @param failing is told whether the store fails now, and why
     */
    public HistoryRecorder(Path file, int days, int maxMiB, Function<HistoryFile.Chapter, String> sign,
            Consumer<HistoryFile.Chapter> closed, BiConsumer<Boolean, String> failing) {
        this.opening = () -> new HistoryWriter(file, days, maxMiB, sign::apply, closed::accept);
        this.file = file;
        this.failing = failing;
        this.thread = Thread.ofPlatform().name("gm-history").start(this::run);
    }

    /** Takes a second; never waits. From one thread. */
    public void add(HistorySecond second) {
        if (!queue.offer(new Second(second))) {
            lost.increment();
        }
    }

    /** Takes a note; never waits. */
    public void note(HistoryFile.Note note) {
        offer(new Remark(note), note);
    }

    private void offer(Entry entry, HistoryFile.Note note) {
        if (!queue.offer(entry)) {
            LOG.warn("history is too slow, a note is lost: {}", note.json());
        }
    }

    /** Takes the note of a change, unless it has it since a former run; never waits. */
    public void change(long number, HistoryFile.Note note) {
        offer(new Change(number, note), note);
    }

    /** The number of the last change before this run; said before the first change. */
    public void trail(long newest) {
        queue.add(new Trail(newest));
    }

    /** How many seconds did not fit into the queue, or could not be written. */
    public long lost() {
        return lost.get() + unwritten.get();
    }

    private void run() {
        Courtesy.giveWay();
        long flushedNs = System.nanoTime();
        boolean ended = false;
        while (!ended) {
            try {
                Entry entry = queue.poll(FLUSH_NS, TimeUnit.NANOSECONDS);
                ended = entry instanceof End;
                if (entry != null) {
                    take(entry);
                }
                if (System.nanoTime() - flushedNs >= FLUSH_NS) {
                    flushedNs = System.nanoTime();
                    flush();
                }
            } catch (InterruptedException e) {
                ended = true;
            }
        }
        shut();
    }

    /** The store, opened if need be, tried once a minute; null while it cannot be. */
    private @Nullable HistoryWriter store() {
        if (writer == null && (!tried || System.nanoTime() - triedNs >= FLUSH_NS)) {
            tried = true;
            triedNs = System.nanoTime();
            open(true);
        }
        return writer;
    }

    private void open(boolean again) {
        try {
            writer = opening.open();
            failing.accept(false, "");
        } catch (SQLException e) {
            boolean outOfTheWay = putAside(e);
            failing.accept(true, "history cannot be opened: " + e.getMessage());
            if (outOfTheWay && again) {
                open(false);
            }
        }
    }

    /** Takes the file out of the way where it is damaged; false where it is not, or cannot be moved. */
    private boolean putAside(SQLException why) {
        if (!Database.isDamaged(why)) {
            return false;
        }
        try {
            Database.putAside(file, why);
            return true;
        } catch (SQLException stuck) {
            LOG.warn("the damaged history cannot be moved: {}", stuck.getSuppressed()[0].getMessage());
            return false;
        }
    }

    private void take(Entry entry) {
        HistoryWriter store = entry instanceof End ? writer : store();
        try {
            switch (entry) {
                case Second(HistorySecond second) when store != null -> store.add(second);
                case Remark(HistoryFile.Note note) when store != null -> store.note(note);
                case Change(long number, HistoryFile.Note note) when store != null -> store.change(number, note);
                case Trail(long newest) when store != null -> store.trail(newest);
                case Second second -> unwritten.increment();
                case Remark(HistoryFile.Note note) -> LOG.warn("history fails, a note is lost: {}", note.json());
                case Change change ->
                    LOG.warn("history fails, a change is noted at the next start: {}", change.note.json());
                case Trail trail -> {
                    // asked for again at the next start
                }
                case End end -> {
                    // what is open is written when the store is shut
                }
            }
        } catch (SQLException e) {
            fail(e);
        }
    }

    private void flush() {
        HistoryWriter store = writer;
        if (store != null) {
            try {
                store.flush();
            } catch (SQLException e) {
                fail(e);
            }
        }
    }

    private void fail(SQLException e) {
        shut();
        tried = !putAside(e);
        failing.accept(true, "history cannot be written: " + e.getMessage());
    }

    private void shut() {
        HistoryWriter store = writer;
        writer = null;
        if (store != null) {
            try {
                store.close();
            } catch (SQLException e) {
                LOG.warn("the end of history could not be written: {}", e.getMessage());
            }
        }
    }

    /** Brings everything to the disk and ends the thread. */
    @Override
    public void close() {
        try {
            if (!queue.offer(new End(), 1, TimeUnit.SECONDS)) {
                thread.interrupt();
            }
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
