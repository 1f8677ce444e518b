package dev.grandmaster.gnss;

import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver is treated.
 *
 * @param limits what is asked of it before it is trusted
 * @param wish   how it shall be set; null where it is taken as it is
 */
public record ReceiverPlan(ReceiverLimits limits, @Nullable ReceiverWish wish) {
}
