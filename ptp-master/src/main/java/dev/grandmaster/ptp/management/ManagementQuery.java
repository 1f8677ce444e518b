package dev.grandmaster.ptp.management;

import java.lang.foreign.MemorySegment;
import java.util.Locale;

import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;

/**
 * A question or an order as a person writes it, and its Management message: {@code GET CURRENT_DATA_SET},
 * {@code GET ALTERNATE_TIME_OFFSET_NAME 1} with a keyField, {@code SET PRIORITY1 100}, {@code COMMAND DISABLE_PORT}. What can be set has
 * one octet.
 *
 * @param action of {@link Management}
 * @param id what is asked for
 * @param value what is set, or the keyField, 0 to 255; {@link #NONE} without one
 */
public record ManagementQuery(int action, ManagementId id, int value) {
    /** No value. */
    public static final int NONE = -1;

    /**
     * Reads a line; upper and lower case are the same.
     *
     * @throws IllegalArgumentException with what is wrong and what is allowed
     */
    public static ManagementQuery parse(String text) {
        String[] words = text.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        int action = switch (words[0]) {
            case "GET" -> Management.GET;
            case "SET" -> Management.SET;
            case "CMD", "COMMAND" -> Management.COMMAND;
            default -> throw new IllegalArgumentException("\"" + words[0] + "\" is not GET, SET or COMMAND");
        };
        if (words.length < 2) {
            throw new IllegalArgumentException(words[0] + " takes a managementId");
        }
        ManagementId id = id(words[1]);
        boolean takesValue = action == Management.SET || (action == Management.GET && id.hasKey());
        if (words.length > (takesValue ? 3 : 2) || (action == Management.SET && words.length < 3)) {
            throw new IllegalArgumentException(
                    words[0] + ' ' + id + " takes " + (takesValue ? "one value" : "no value"));
        }
        return new ManagementQuery(action, id, words.length == 3 ? octet(words[2]) : NONE);
    }

    /**
     * The message, to all ports of all clocks, at no boundary hops.
     *
     * @param domainNumber 0 to 255
     * @param sequenceId comes back in the answers
     */
    public MemorySegment message(int domainNumber, int sequenceId) {
        boolean valued = value != NONE;
        int length = MessageType.MANAGEMENT.minimumLength() + TlvCursor.HEAD + 2 + (valued ? 2 : 0);
        MemorySegment frame = MemorySegment.ofArray(new byte[length]);
        Management message = new Management().begin(frame, 0, 1);
        message.domainNumber(domainNumber);
        message.sequenceId(sequenceId);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        message.action(action);
        message.messageLength(length);
        OctetWriter out = new OctetWriter(frame, MessageType.MANAGEMENT.minimumLength()) //
                .u16(TlvType.MANAGEMENT.wire()).u16(length - MessageType.MANAGEMENT.minimumLength() - TlvCursor.HEAD)
                .u16(id.wire());
        if (valued) {
            out.u8(value).u8(0);
        }
        return frame;
    }

    private static ManagementId id(String name) {
        try {
            return ManagementId.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no managementId \"" + name + "\"", e);
        }
    }

    private static int octet(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= 255) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, like any other wrong number
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a number from 0 to 255");
    }
}
