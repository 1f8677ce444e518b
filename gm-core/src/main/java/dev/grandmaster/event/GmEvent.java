package dev.grandmaster.event;

import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.PtpStatus;

/** Something that happened. Monotonic ns order the events of one run; the watcher adds the time of day. */
public sealed interface GmEvent {

    /** Monotonic ns at which it happened. */
    long monoNs();

    /** One line for people. */
    String text();

    /** The discipline changed its state. */
    record ClockStateChanged(long monoNs, ClockState from, ClockState to, String why) implements GmEvent {
        @Override
        public String text() {
            return "clock " + from + " -> " + to + ": " + why;
        }
    }

    /** What is announced changed. */
    record ClockQualityChanged(long monoNs, ClockQuality from, ClockQuality to) implements GmEvent {
        @Override
        public String text() {
            return "clockClass %d -> %d, clockAccuracy 0x%02X -> 0x%02X".formatted(from.clockClass(), to.clockClass(),
                    from.clockAccuracy().wireValue(), to.clockAccuracy().wireValue());
        }
    }

    /** The second of an edge was named; {@code taiSeconds} is that second. */
    record SecondNamed(long monoNs, long taiSeconds, String by) implements GmEvent {
        @Override
        public String text() {
            return "second named TAI " + taiSeconds + " by " + by;
        }
    }

    /** A name for the second was refused. */
    record SecondRefused(long monoNs, String why) implements GmEvent {
        @Override
        public String text() {
            return "second not named: " + why;
        }
    }

    /** The clock was stepped by us. */
    record ClockStepped(long monoNs, long deltaNs) implements GmEvent {
        @Override
        public String text() {
            return "clock stepped by " + deltaNs + " ns";
        }
    }

    /** The judgement of the reference changed. */
    record VerdictChanged(long monoNs, Verdict from, Verdict to) implements GmEvent {
        @Override
        public String text() {
            return "reference " + from.trust() + " -> " + to.trust() + ' ' + to.doubts();
        }
    }

    /** What is known of UTC changed. */
    record UtcChanged(long monoNs, int offsetSeconds, boolean valid, String why) implements GmEvent {
        @Override
        public String text() {
            return "UTC offset " + offsetSeconds + " s, " + (valid ? "valid" : "not valid") + ": " + why;
        }
    }

    /** A PTP port changed its state. */
    record PortStateChanged(long monoNs, String port, PtpStatus.PortState from, PtpStatus.PortState to,
            String why) implements GmEvent {
        @Override
        public String text() {
            return "port " + port + ' ' + from + " -> " + to + ": " + why;
        }
    }

    /** Something an operator should read, once. */
    record Notice(long monoNs, String text) implements GmEvent {
    }
}
