package dev.grandmaster.ptp.security;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.ptp.wire.WireStatus;
import org.jspecify.annotations.Nullable;

/**
 * Puts the AUTHENTICATION TLV behind messages, and looks at that of others:
 *
 * <pre>
 *   0 SPP   1 secParamIndicator (0: no sequence number, no RES, no disclosed key)   2 keyID, UInteger32   6 ICV
 * </pre>
 *
 * The ICV is over the message from its first octet to the last before the ICV, correctionField included: transparent clocks that
 * are not of the association break the seal. Clause and layout as linuxptp 4.4 has them. Replays are
 * {@link ReplayGuard}'s.
 */
public final class Sealer implements Seals {
    private static final int HEAD = TlvCursor.HEAD + 6;
    private static final int LONGEST = 2048;
    private static final int MESSAGE_LENGTH_AT = 2;

    /** A key with its machine, which is made once. */
    private record Tool(SecurityAssociation.Key key, Mac mac) {
    }

    private final SecurityAssociation association;
    private final Map<Long, Tool> tools = new HashMap<>();
    private final Tool active;
    private final byte[] octets = new byte[LONGEST];
    private final MemorySegment sealed = MemorySegment.ofArray(octets);
    private final byte[] arrived = new byte[LONGEST];
    private final byte[] icv = new byte[32];
    private final TlvCursor cursor = new TlvCursor();

    /** @throws IllegalStateException where this Java machine has no HMAC-SHA256 */
    public Sealer(SecurityAssociation association) {
        this.association = association;
        Tool chosen = null;
        for (SecurityAssociation.Key key : association.keys()) {
            Tool tool = new Tool(key, mac(key));
            tools.put(key.id(), tool);
            chosen = key.id() == association.activeKeyId() ? tool : chosen;
        }
        if (chosen == null) {
            throw new IllegalArgumentException("no active key");
        }
        active = chosen;
    }

    private static Mac mac(SecurityAssociation.Key key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.octets(), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int seal(MemorySegment message, int length) {
        MemorySegment.copy(message, ValueLayout.JAVA_BYTE, 0, octets, 0, length);
        int icvLength = active.key.algorithm().icvLength();
        int whole = length + HEAD + icvLength;
        new OctetWriter(sealed, MESSAGE_LENGTH_AT).u16(whole);
        new OctetWriter(sealed, length).u16(TlvType.AUTHENTICATION.wire()).u16(HEAD - TlvCursor.HEAD + icvLength)
                .u8(association.spp()).u8(0).u32((int) active.key.id());
        compute(active, octets, length + HEAD);
        System.arraycopy(icv, 0, octets, length + HEAD, icvLength);
        return whole;
    }

    @Override
    public MemorySegment sealed() {
        return sealed;
    }

    @Override
    public boolean genuine(Header message) {
        int length = message.messageLength();
        message.tlvs(cursor);
        int type = 0;
        int value = 0;
        while (cursor.next()) {
            type = cursor.type();
            value = cursor.length();
        }
        if (cursor.status() != WireStatus.OK || type != TlvType.AUTHENTICATION.wire() || length > LONGEST) {
            return false;
        }
        int tlv = length - value - TlvCursor.HEAD;
        message.copyTo(arrived, length);
        MemorySegment whole = MemorySegment.ofArray(arrived);
        cursor.wrap(whole, tlv, length);
        Tool tool = cursor.next() && value >= HEAD - TlvCursor.HEAD ? tool() : null;
        if (tool == null || value != HEAD - TlvCursor.HEAD + tool.key.algorithm().icvLength()) {
            return false;
        }
        int icvLength = tool.key.algorithm().icvLength();
        compute(tool, arrived, length - icvLength);
        return MessageDigest.isEqual(Arrays.copyOf(icv, icvLength),
                Arrays.copyOfRange(arrived, length - icvLength, length));
    }

    private @Nullable Tool tool() {
        boolean ours = cursor.u8(0) == association.spp() && cursor.u8(1) == 0;
        return ours ? tools.get(cursor.u32(2)) : null;
    }

    private void compute(Tool tool, byte[] of, int length) {
        try {
            tool.mac.update(of, 0, length);
            tool.mac.doFinal(icv, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
