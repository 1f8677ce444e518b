package dev.grandmaster.linux.phc;

import java.io.IOException;

import dev.grandmaster.linux.ffi.Headers;
import org.junit.jupiter.api.Test;

class PtpUapiTest {

    @Test
    void agreesWithTheKernelsHeader() throws IOException, InterruptedException {
        Headers.including("linux/ptp_clock.h").struct("struct ptp_clock_time", PtpUapi.CLOCK_TIME)
                .struct("struct ptp_clock_caps", PtpUapi.CLOCK_CAPS)
                .struct("struct ptp_extts_request", PtpUapi.EXTTS_REQUEST_STRUCT)
                .struct("struct ptp_extts_event", PtpUapi.EXTTS_EVENT)
                .struct("struct ptp_perout_request", PtpUapi.PEROUT_REQUEST_STRUCT)
                .struct("struct ptp_sys_offset", PtpUapi.SYS_OFFSET_STRUCT)
                .struct("struct ptp_sys_offset_extended", PtpUapi.SYS_OFFSET_EXTENDED_STRUCT)
                .struct("struct ptp_sys_offset_precise", PtpUapi.SYS_OFFSET_PRECISE_STRUCT)
                .struct("struct ptp_pin_desc", PtpUapi.PIN_DESC)
                .constant("PTP_CLOCK_GETCAPS", PtpUapi.CLOCK_GETCAPS)
                .constant("PTP_EXTTS_REQUEST", PtpUapi.EXTTS_REQUEST)
                .constant("PTP_EXTTS_REQUEST2", PtpUapi.EXTTS_REQUEST2).constant("PTP_SYS_OFFSET", PtpUapi.SYS_OFFSET)
                .constant("PTP_PEROUT_REQUEST", PtpUapi.PEROUT_REQUEST)
                .constant("PTP_PEROUT_REQUEST2", PtpUapi.PEROUT_REQUEST2)
                .constant("PTP_PEROUT_DUTY_CYCLE", PtpUapi.PEROUT_DUTY_CYCLE)
                .constant("PTP_SYS_OFFSET_PRECISE", PtpUapi.SYS_OFFSET_PRECISE)
                .constant("PTP_SYS_OFFSET_EXTENDED", PtpUapi.SYS_OFFSET_EXTENDED)
                .constant("PTP_PIN_GETFUNC", PtpUapi.PIN_GETFUNC).constant("PTP_PIN_SETFUNC", PtpUapi.PIN_SETFUNC)
                .constant("PTP_MAX_SAMPLES", PtpUapi.MAX_SAMPLES)
                .constant("PTP_ENABLE_FEATURE", PtpUapi.ENABLE_FEATURE)
                .constant("PTP_RISING_EDGE", PtpUapi.RISING_EDGE).constant("PTP_FALLING_EDGE", PtpUapi.FALLING_EDGE)
                .constant("PTP_STRICT_FLAGS", PtpUapi.STRICT_FLAGS).constant("PTP_PF_NONE", PtpUapi.PIN_NONE)
                .constant("PTP_PF_EXTTS", PtpUapi.PIN_EXTTS).constant("PTP_PF_PEROUT", PtpUapi.PIN_PEROUT).verify();
    }
}
