package dev.grandmaster.ptp;

import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.management.ManagementResponder;

/** A PTP instance as far as one agent serves it: what it says, and who answers questions about it. */
record Instance(Announcement announcement, ManagementResponder management) {
}
