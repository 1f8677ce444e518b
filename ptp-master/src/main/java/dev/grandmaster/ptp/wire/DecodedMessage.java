package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message taken apart into named values, for tools that show frames to people. {@link #encode} builds the octets anew from
 * the values alone, so a capture that comes back unchanged has been understood octet by octet.
 *
 * <p>Values are Long, Boolean, String (octets as hex) or Map (a structure), in the order of the wire.
 *
 * @param problem what is malformed; {@link WireStatus#OK} for a sound message
 * @param type null when {@code problem} lies in the header
 * @param header fields of Table 35, of an unsound one too; empty when there is no header of version 2 to read
 * @param body fields of this messageType
 * @param tlvs each with {@code tlvType}, {@code lengthField} and the fields of its value, the unnamed rest as {@code dataField}
 * @param rest hex of the octets within messageLength that are no sound TLV, or of all that follows a header that is not sound
 * @param padding hex of what came after messageLength; no part of the message
 */
public record DecodedMessage(WireStatus problem, @Nullable MessageType type, Map<String, Object> header,
        Map<String, Object> body, List<Map<String, Object>> tlvs, String rest, String padding) {

    private static final String TLV_TYPE = "tlvType";
    private static final String LENGTH_FIELD = "lengthField";
    private static final String MANAGEMENT_ID = "managementId";
    private static final String ORGANIZATION_ID = "organizationId";
    private static final String ORGANIZATION_SUB_TYPE = "organizationSubType";
    private static final String DATA_FIELD = "dataField";

    /** Takes apart {@code available} octets; never throws, whatever they are. */
    public static DecodedMessage decode(MemorySegment segment, long offset, long available) {
        Header header = new Header();
        WireStatus status = header.wrap(segment, offset, available);
        if (status != WireStatus.OK) {
            return unsound(status, segment, offset, available);
        }
        MessageType type = header.messageType();
        long end = offset + header.messageLength();
        TlvCursor cursor = new TlvCursor();
        header.tlvs(cursor);
        List<Map<String, Object>> tlvs = new ArrayList<>();
        while (cursor.next()) {
            tlvs.add(tlv(segment, cursor));
        }
        String rest = cursor.status() == WireStatus.OK
                ? ""
                : Hex.of(segment, cursor.position(), end - cursor.position());
        return new DecodedMessage(cursor.status(), type, Field.readAll(FieldTables.HEADER, segment, offset),
                Field.readAll(FieldTables.body(type), segment, offset), List.copyOf(tlvs), rest,
                Hex.of(segment, end, offset + available - end));
    }

    private static DecodedMessage unsound(WireStatus status, MemorySegment segment, long offset, long available) {
        boolean readable = status != WireStatus.OTHER_VERSION && available >= Header.LENGTH;
        int read = readable ? Header.LENGTH : 0;
        return new DecodedMessage(status, null,
                readable ? Field.readAll(FieldTables.HEADER, segment, offset) : Map.of(), Map.of(), List.of(),
                Hex.of(segment, offset + read, available - read), "");
    }

    /** The octets that the values say: the message, or the unreadable whole, without padding. */
    public byte[] encode() {
        if (type == null) {
            byte[] after = HexFormat.of().parseHex(rest);
            byte[] whole = new byte[(header.isEmpty() ? 0 : Header.LENGTH) + after.length];
            Field.writeAll(FieldTables.HEADER, MemorySegment.ofArray(whole), 0, header);
            System.arraycopy(after, 0, whole, whole.length - after.length, after.length);
            return whole;
        }
        int length = (int) (long) (Long) value(header, "messageLength");
        byte[] octets = new byte[length];
        MemorySegment segment = MemorySegment.ofArray(octets);
        Field.writeAll(FieldTables.HEADER, segment, 0, header);
        Field.writeAll(FieldTables.body(type), segment, 0, body);
        long at = type.minimumLength();
        for (Map<String, Object> tlv : tlvs) {
            at += write(tlv, segment, at);
        }
        Hex.write(segment, at, rest);
        return octets;
    }

    /** Whether {@link #encode} gives back the octets that were decoded. */
    public boolean reencodesTo(MemorySegment segment, long offset) {
        byte[] octets = encode();
        return MemorySegment.ofArray(octets).mismatch(segment.asSlice(offset, octets.length)) == -1;
    }

    private static Map<String, Object> tlv(MemorySegment segment, TlvCursor cursor) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(TLV_TYPE, (long) cursor.type());
        values.put(LENGTH_FIELD, (long) cursor.length());
        int named = 0;
        int managementId = cursor.length() >= 2 ? cursor.u16(0) : 0;
        String organization = cursor.length() >= 6 ? Hex.of(segment, cursor.valuePosition(), 6) : "";
        for (Field field : fields(cursor.type(), managementId, organization)) {
            if (field.end() <= cursor.length()) {
                values.put(field.name(), field.read(segment, cursor.valuePosition()));
                named = field.end();
            }
        }
        if (named < cursor.length()) {
            values.put(DATA_FIELD, Hex.of(segment, cursor.valuePosition() + named, cursor.length() - named));
        }
        return values;
    }

    private static int write(Map<String, Object> tlv, MemorySegment segment, long at) {
        int type = (int) (long) (Long) value(tlv, TLV_TYPE);
        int length = (int) (long) (Long) value(tlv, LENGTH_FIELD);
        BigEndian.put16(segment, at, type);
        BigEndian.put16(segment, at + 2, length);
        int managementId = tlv.get(MANAGEMENT_ID) instanceof Long id ? id.intValue() : 0;
        String organization = String.valueOf(tlv.get(ORGANIZATION_ID)) + tlv.get(ORGANIZATION_SUB_TYPE);
        Field.writeAll(fields(type, managementId, organization), segment, at + TlvCursor.HEAD, tlv);
        Object data = tlv.get(DATA_FIELD);
        if (data != null) {
            int octets = ((String) data).length() / 2;
            Hex.write(segment, at + TlvCursor.HEAD + length - octets, (String) data);
        }
        return TlvCursor.HEAD + length;
    }

    private static List<Field> fields(int wireType, int managementId, String organization) {
        TlvType type = TlvType.ofWire(wireType);
        if (type == TlvType.MANAGEMENT) {
            return ManagementFields.of(managementId);
        }
        return switch (type) {
            case null -> List.of();
            case ORGANIZATION_EXTENSION, ORGANIZATION_EXTENSION_PROPAGATE, ORGANIZATION_EXTENSION_DO_NOT_PROPAGATE ->
                OrganizationFields.of(organization);
            default -> FieldTables.tlv(type);
        };
    }

    private static Object value(Map<String, Object> values, String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name);
        }
        return value;
    }
}
