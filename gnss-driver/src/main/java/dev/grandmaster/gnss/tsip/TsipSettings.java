package dev.grandmaster.gnss.tsip;

import java.util.List;

/**
 * The settings of one packet, which asks without data, changes with data, and answers with all of it.
 *
 * @param kind       identifier and second byte of the question; a receiver of the older family answers with the next identifier
 * @param length     of its data, at least
 * @param fields     what is wanted of it
 * @param surveys    a survey begins once a change has been read back
 */
record TsipSettings(int kind, int length, List<TsipField> fields, boolean surveys) implements TsipWish {

    private static final int OLD = 0x8E;
    private static final int SURVEY_COMMAND = 0x8EA6;
    private static final byte BEGIN = 0;
    private static final int QUERY = 0;
    private static final int SET = 1;
    private static final int RESPONSE = 2;
    private static final int OLD_HEAD = 2;
    private static final int HEAD = 5;

    TsipSettings {
        fields = List.copyOf(fields);
    }

    TsipSettings(int kind, int length, List<TsipField> fields) {
        this(kind, length, fields, false);
    }

    private boolean isOld() {
        return kind >> 8 == OLD;
    }

    @Override
    public byte[] question() {
        return isOld() ? TsipWriter.packet(kind, new byte[0]) : TsipWriter.checked(kind, QUERY, new byte[0]);
    }

    /** What is not ours is left as it was found. */
    @Override
    public byte[] change(byte[] found) {
        byte[] data = found.clone();
        fields.forEach(field -> field.apply(data));
        return isOld() ? TsipWriter.packet(kind, data) : TsipWriter.checked(kind, SET, data);
    }

    @Override
    public boolean isAnsweredBy(TsipPacket packet) {
        int answerKind = isOld() ? kind + 0x100 : kind;
        boolean response = isOld() || (packet.size() > HEAD && packet.u8(HEAD - 1) == RESPONSE && packet.checks());
        return packet.kind() == answerKind && response && packet.size() >= head() + length + (isOld() ? 0 : 1);
    }

    @Override
    public byte[] data(TsipPacket packet) {
        return packet.copy(head(), packet.size() - (isOld() ? 0 : 1));
    }

    @Override
    public boolean isAbout(int asked) {
        return asked == kind;
    }

    @Override
    public byte[] conclusion() {
        return surveys ? TsipWriter.packet(SURVEY_COMMAND, new byte[]{BEGIN}) : new byte[0];
    }

    private int head() {
        return isOld() ? OLD_HEAD : HEAD;
    }
}
