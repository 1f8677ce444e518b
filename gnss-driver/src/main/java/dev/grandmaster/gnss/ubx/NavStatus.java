package dev.grandmaster.gnss.ubx;

/**
 * NAV-STATUS: the kind of fix, for receivers that do not send NAV-PVT.
 *
 * @param iTowMs GPS time of week of the epoch, ms
 * @param fix    kind of fix
 * @param fixOk  the fix is within the receiver's own limits
 * @param spoofing forged signals, from generation 8 on
 */
public record NavStatus(long iTowMs, FixType fix, boolean fixOk, SpoofingState spoofing) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.NAV_STATUS;
    }
}
