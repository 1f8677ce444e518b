package dev.grandmaster.gnss;

import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver is treated.
 *
 * @param limits what is asked of it before it is trusted
 * @param wish   how it shall be set; null where it is taken as it is
 * @param tsip   it speaks Trimble's protocol and nothing else; else UBX, NMEA and RTCM in any mixture
 */
public record ReceiverPlan(ReceiverLimits limits, @Nullable ReceiverWish wish, boolean tsip) {

    /** For a receiver that speaks UBX, NMEA and RTCM in any mixture. */
    public ReceiverPlan(ReceiverLimits limits, @Nullable ReceiverWish wish) {
        this(limits, wish, false);
    }
}
