package dev.grandmaster.linux.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grandmaster.board.BoardException;
import org.junit.jupiter.api.Test;

class PhcTest {

    @Test
    void anAbsentClockIsMissing() {
        refused(() -> Phc.open("/dev/ptp999"), BoardException.Kind.MISSING,
                "/dev/ptp999: ENOENT (no such file or device)");
    }

    @Test
    void anotherDeviceIsUnsuitable() {
        refused(() -> Phc.open("/dev/null"), BoardException.Kind.UNSUITABLE,
                "/dev/null is no PTP clock: ENOTTY (not supported by this device)");
    }

    @Test
    void anAbsentInterfaceIsMissing() {
        refused(() -> Phc.ofInterface("no-such-if0"), BoardException.Kind.MISSING,
                "interface no-such-if0: ENODEV (device gone or absent)");
    }

    @Test
    void aNameThatNoInterfaceCanHaveIsUnsuitable() {
        refused(() -> Phc.ofInterface("sixteen-or-longer"), BoardException.Kind.UNSUITABLE,
                "interface name sixteen-or-longer: EINVAL (invalid argument)");
    }

    @Test
    void loopbackHasNoClock() {
        refused(() -> Phc.ofInterface("lo"), BoardException.Kind.UNSUITABLE, "interface lo has no hardware clock");
    }

    private static void refused(org.junit.jupiter.api.function.Executable opening, BoardException.Kind kind,
            String message) {
        BoardException refused = assertThrows(BoardException.class, opening);
        assertEquals(message, refused.getMessage());
        assertEquals(kind, refused.kind());
    }
}
