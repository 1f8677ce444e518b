package dev.grandmaster.linux.ffi;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class HeadersTest {

    @Test
    void thisPackageAgreesWithTheHeaders() throws IOException, InterruptedException {
        Headers.including("fcntl.h", "poll.h", "time.h", "sys/timex.h", "sys/file.h", "sys/eventfd.h", "sys/ioctl.h",
                "net/if.h",
                "linux/ethtool.h", "linux/sockios.h").struct("struct timespec", Timespec.LAYOUT)
                .struct("struct timex", Timex.LAYOUT).struct("struct pollfd", Files.POLLFD)
                .struct("struct ethtool_ts_info", Ethtool.TS_INFO).struct("struct ifreq", Ethtool.IFREQ)
                .constant("SIOCETHTOOL", Ethtool.SIOCETHTOOL).constant("ETHTOOL_GET_TS_INFO", Ethtool.GET_TS_INFO)
                .constant("TIOCGPTN", Ioctl.read('T', 0x30, java.lang.foreign.ValueLayout.JAVA_INT))
                .constant("O_NONBLOCK", Files.O_NONBLOCK).constant("O_CLOEXEC", Files.O_CLOEXEC)
                .constant("LOCK_EX | LOCK_NB", Files.LOCK_EX | Files.LOCK_NB)
                .constant("EFD_NONBLOCK | EFD_CLOEXEC", Files.EFD_NONBLOCK | Files.EFD_CLOEXEC)
                .constant("POLLIN | POLLPRI | POLLERR | POLLHUP | POLLNVAL",
                        Files.POLLIN | Files.POLLPRI | Files.POLLERR | Files.POLLHUP | Files.POLLNVAL)
                .constant("ADJ_FREQUENCY", Timex.ADJ_FREQUENCY).constant("ADJ_SETOFFSET", Timex.ADJ_SETOFFSET)
                .constant("ADJ_NANO", Timex.ADJ_NANO).constant("ADJ_STATUS", Timex.ADJ_STATUS)
                .constant("ADJ_TAI", Timex.ADJ_TAI).constant("STA_UNSYNC", Timex.STA_UNSYNC)
                .constant("STA_INS | STA_DEL", Timex.STA_INS | Timex.STA_DEL)
                .constant("STA_PLL", Timex.STA_PLL).constant("CLOCK_TAI", Clocks.CLOCK_TAI)
                .constant("CLOCK_MONOTONIC_RAW", Clocks.CLOCK_MONOTONIC_RAW).verify();
    }

    @Test
    void aWrongNumberIsFound() {
        assertThrows(AssertionFailedError.class,
                () -> Headers.including("time.h").constant("CLOCK_TAI", Clocks.CLOCK_REALTIME).verify());
    }
}
