package dev.grandmaster.ptp;

import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.management.ManagementResponder;
import dev.grandmaster.ptp.monitor.ClientReports;

/** A PTP instance as far as one agent serves it: what it says, who answers questions about it, and what its clients report. */
record Instance(Announcement announcement, ManagementResponder management, ClientReports reports) {
}
