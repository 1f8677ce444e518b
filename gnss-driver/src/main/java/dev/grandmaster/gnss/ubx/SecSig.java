package dev.grandmaster.gnss.ubx;

/**
 * SEC-SIG: whether the signals are disturbed or forged. A detection that is switched off knows nothing.
 *
 * @param jamming  interference
 * @param spoofing forged signals
 */
public record SecSig(JammingState jamming, SpoofingState spoofing) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.SEC_SIG;
    }
}
