package dev.grandmaster.ptp.unicast;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.InterfaceRateTlv;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.UnicastTlv;

/** A Signaling message of ours, put together TLV by TLV. */
final class SignalingReply {
    /** TLVs that one message may carry, theirs and ours. */
    static final int MAX_TLVS = 16;

    private final MemorySegment frame = MemorySegment.ofArray(new byte[MessageType.SIGNALING.minimumLength()
            + MAX_TLVS * UnicastTlv.GRANT_LENGTH + InterfaceRateTlv.LENGTH]);
    private final Signaling message;
    private int sequenceId;
    private int length;
    private int linkSpeedMbit;
    private boolean granted;

    SignalingReply(InstanceConfig instance, UnicastPort port) {
        message = new Signaling().begin(frame, 0, port.minorVersion());
        instance.identify(message, port.portNumber());
        message.flags(Flags.UNICAST);
    }

    void begin(long targetClock, int targetPort) {
        message.targetPortIdentity(targetClock, targetPort);
        length = MessageType.SIGNALING.minimumLength();
        granted = false;
    }

    /** The speed of our end of the link, Mbit/s, which goes with each grant; 0 for none. */
    void interfaceRate(int mbit) {
        linkSpeedMbit = mbit;
    }

    void grant(int messageType, int logInterval, long durationSeconds) {
        length += UnicastTlv.writeGrant(frame, length, messageType, logInterval, durationSeconds);
        granted |= durationSeconds > 0;
    }

    void cancel(int messageType) {
        length += UnicastTlv.writeCancel(frame, length, messageType);
    }

    void acknowledge(int messageType) {
        length += UnicastTlv.writeAcknowledge(frame, length, messageType);
    }

    boolean empty() {
        return length == MessageType.SIGNALING.minimumLength();
    }

    /** The message as it stands; the next one begins anew. */
    MemorySegment finish() {
        if (granted && linkSpeedMbit > 0) {
            length += InterfaceRateTlv.write(frame, length, linkSpeedMbit);
        }
        message.messageLength(length);
        message.sequenceId(sequenceId);
        sequenceId = (sequenceId + 1) & 0xFFFF;
        return frame;
    }

    int length() {
        return length;
    }
}
