package dev.grandmaster.gnss.setup;

import java.util.Arrays;
import java.util.List;

import dev.grandmaster.gnss.scan.Frame;

/** What is read, compared, changed where it differs, and read back in one go. */
final class Wish {

    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;

    private final boolean optional;
    private final int kind;
    private final int writeKind;
    private final byte[] question;
    private final int echoFrom;
    private final int echoUntil;
    private final List<Field> fields;

    /**
     * @param optional  true where a receiver that does not know it is as good
     * @param kind      class and id of the question and of its answer
     * @param writeKind class and id of the change
     * @param question  payload of the question
     * @param echoFrom  the part of the question that its answer repeats in the same place
     * @param echoUntil exclusive
     * @param fields    what is wanted
     */
    Wish(boolean optional, int kind, int writeKind, byte[] question, int echoFrom, int echoUntil, List<Field> fields) {
        this.optional = optional;
        this.kind = kind;
        this.writeKind = writeKind;
        this.question = question.clone();
        this.echoFrom = echoFrom;
        this.echoUntil = echoUntil;
        this.fields = List.copyOf(fields);
    }

    boolean optional() {
        return optional;
    }

    int kind() {
        return kind;
    }

    int writeKind() {
        return writeKind;
    }

    byte[] question() {
        return question.clone();
    }

    List<Field> fields() {
        return fields;
    }

    /** Whether a frame of {@link #kind} answers this question, and is long enough. */
    boolean isAnsweredBy(Frame frame) {
        int length = frame.size() - OVERHEAD;
        for (int i = echoFrom; i < echoUntil; i++) {
            if (i >= length || frame.u8(PAYLOAD + i) != (question[i] & 0xFF)) {
                return false;
            }
        }
        return fields.stream().allMatch(field -> field.at() + field.size() <= length);
    }

    static byte[] payload(Frame frame) {
        byte[] copy = frame.copy();
        return Arrays.copyOfRange(copy, PAYLOAD, copy.length - 2);
    }

    boolean agrees(byte[] payload) {
        return fields.stream().allMatch(field -> field.agrees(payload));
    }

    /** The payload that changes what was found into what is wanted and leaves the rest alone. */
    byte[] changed(byte[] found) {
        byte[] payload = found.clone();
        fields.forEach(field -> field.apply(payload));
        return payload;
    }
}
