package dev.grandmaster.ptp.dataset;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.wire.Announce;

/** Announce messages of other clocks. */
public final class Others {
    private Others() {
    }

    /** A grandmaster of this class, otherwise as good as ours, announcing itself on its port 1 every 2 s. */
    public static Announce grandmaster(long clockIdentity, int clockClass) {
        Announce message = new Announce().begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(clockIdentity, 1);
        message.logMessageInterval(1);
        message.grandmasterPriorities(128, 128);
        message.clockQuality(clockClass, 0x21, 0x4E5D);
        message.grandmasterIdentity(clockIdentity);
        return message;
    }

    /** The same, heard through a boundary clock. */
    public static Announce through(long boundaryClock, Announce grandmaster) {
        grandmaster.sourcePortIdentity(boundaryClock, 1);
        grandmaster.stepsRemoved(grandmaster.stepsRemoved() + 1);
        return grandmaster;
    }
}
