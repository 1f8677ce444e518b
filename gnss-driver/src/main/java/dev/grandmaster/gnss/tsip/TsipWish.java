package dev.grandmaster.gnss.tsip;

import java.util.List;

/**
 * A packet that is read, compared, changed where it differs, and read back.
 *
 * @param kind   identifier and second byte of the question; a receiver of the older family answers with the next identifier
 * @param length of its data, at least
 * @param fields what is wanted of it
 */
record TsipWish(int kind, int length, List<TsipField> fields) {

    private static final int OLD = 0x8E;
    private static final int QUERY = 0;
    private static final int SET = 1;
    private static final int RESPONSE = 2;
    private static final int OLD_HEAD = 2;
    private static final int HEAD = 5;

    TsipWish {
        fields = List.copyOf(fields);
    }

    private boolean isOld() {
        return kind >> 8 == OLD;
    }

    /** The identifier and second byte of its answer. */
    int answerKind() {
        return isOld() ? kind + 0x100 : kind;
    }

    byte[] question() {
        return isOld() ? TsipWriter.packet(kind, new byte[0]) : TsipWriter.checked(kind, QUERY, new byte[0]);
    }

    /** What changes the data that was found into what is wanted and leaves the rest alone. */
    byte[] change(byte[] found) {
        byte[] data = found.clone();
        fields.forEach(field -> field.apply(data));
        return isOld() ? TsipWriter.packet(kind, data) : TsipWriter.checked(kind, SET, data);
    }

    boolean isAnsweredBy(TsipPacket packet) {
        boolean response = isOld() || (packet.size() > HEAD && packet.u8(HEAD - 1) == RESPONSE && packet.checks());
        return packet.kind() == answerKind() && response && packet.size() >= head() + length + (isOld() ? 0 : 1);
    }

    /** The data of its answer. */
    byte[] data(TsipPacket packet) {
        return packet.copy(head(), packet.size() - (isOld() ? 0 : 1));
    }

    boolean agrees(byte[] data) {
        return fields.stream().allMatch(field -> field.agrees(data));
    }

    private int head() {
        return isOld() ? OLD_HEAD : HEAD;
    }
}
