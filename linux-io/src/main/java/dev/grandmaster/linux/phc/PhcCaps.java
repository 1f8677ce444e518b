package dev.grandmaster.linux.phc;

/**
 * What a clock's driver says that it can do.
 *
 * @param maxAdjustPpb largest frequency correction in either direction, ppb
 * @param externalStamps number of EXTTS channels
 * @param periodicOutputs number of channels that put out a pulse
 * @param pins number of pins whose function can be chosen; 0: fixed
 * @param precise device and system time can be captured at one instant by hardware
 */
public record PhcCaps(int maxAdjustPpb, int externalStamps, int periodicOutputs, int pins, boolean precise) {
}
