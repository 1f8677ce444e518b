package dev.grandmaster.gnss.setup;

import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.state.GnssStatus.Survey;
import org.jspecify.annotations.Nullable;

/**
 * How far the receiver's survey of its own place is: TIM-SVIN up to generation 8, NAV-SVIN beside and after it. TIM-SVIN agrees with gpsd's
 * ubx.py (tim_svin), NAV-SVIN with NavSVIN.msg of the ROS package ublox_msgs.
 */
final class SurveyReading {

    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;
    private static final int TIM_LENGTH = 28;
    private static final int NAV_LENGTH = 40;
    private static final double M_PER_MM = 1e-3;
    private static final double M_PER_TENTH_MM = 1e-4;

    private SurveyReading() {
    }

    /** @return {@code before} where the frame is too short */
    static @Nullable Survey of(int kind, Frame frame, @Nullable Survey before) {
        int length = frame.size() - OVERHEAD;
        if (kind == UbxKind.TIM_SVIN && length >= TIM_LENGTH) {
            // meanV is a variance, mm^2.
            return new Survey(frame.u8(PAYLOAD + 25) != 0, frame.u8(PAYLOAD + 24) != 0, frame.u32(PAYLOAD),
                    Math.sqrt((double) frame.u32(PAYLOAD + 16)) * M_PER_MM);
        }
        if (kind == UbxKind.NAV_SVIN && length >= NAV_LENGTH) {
            return new Survey(frame.u8(PAYLOAD + 37) != 0, frame.u8(PAYLOAD + 36) != 0, frame.u32(PAYLOAD + 8),
                    (double) frame.u32(PAYLOAD + 28) * M_PER_TENTH_MM);
        }
        return before;
    }
}
