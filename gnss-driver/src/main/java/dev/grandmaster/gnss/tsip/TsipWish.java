package dev.grandmaster.gnss.tsip;

import java.util.List;

/** Something that is read, compared, changed where it differs, and read back. */
interface TsipWish {

    /** What is wanted of its data. */
    List<TsipField> fields();

    /** Asks for it. */
    byte[] question();

    /** What changes the data that was found into what is wanted. */
    byte[] change(byte[] found);

    boolean isAnsweredBy(TsipPacket packet);

    /** The data of its answer. */
    byte[] data(TsipPacket packet);

    /** Whether this packet, identifier and second byte, is one of those that ask for it or change it: it may be the one that is refused. */
    boolean isAbout(int kind);

    /** How long a change may take until it is read back, ns. */
    default long patienceNs() {
        return 0;
    }

    /** What is sent once a change has been read back; empty for nothing. */
    default byte[] conclusion() {
        return new byte[0];
    }

    default boolean agrees(byte[] data) {
        return fields().stream().allMatch(field -> field.agrees(data));
    }
}
