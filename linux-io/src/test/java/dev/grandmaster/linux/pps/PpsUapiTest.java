package dev.grandmaster.linux.pps;

import java.io.IOException;

import dev.grandmaster.linux.ffi.Headers;
import org.junit.jupiter.api.Test;

class PpsUapiTest {

    @Test
    void agreesWithTheKernelsHeader() throws IOException, InterruptedException {
        Headers.including("linux/pps.h", "sys/ioctl.h").struct("struct pps_ktime", PpsUapi.KTIME)
                .struct("struct pps_kinfo", PpsUapi.KINFO).struct("struct pps_fdata", PpsUapi.FDATA)
                .struct("struct pps_kparams", PpsUapi.KPARAMS).constant("PPS_GETPARAMS", PpsUapi.GETPARAMS)
                .constant("PPS_SETPARAMS", PpsUapi.SETPARAMS).constant("PPS_GETCAP", PpsUapi.GETCAP)
                .constant("PPS_FETCH", PpsUapi.FETCH).constant("PPS_CAPTUREASSERT", PpsUapi.CAPTURE_ASSERT)
                .constant("PPS_CAPTURECLEAR", PpsUapi.CAPTURE_CLEAR).constant("PPS_CANWAIT", PpsUapi.CAN_WAIT)
                .constant("PPS_TSFMT_TSPEC", PpsUapi.TSFMT_TSPEC).constant("PPS_API_VERS", PpsUapi.API_VERSION)
                .verify();
    }
}
