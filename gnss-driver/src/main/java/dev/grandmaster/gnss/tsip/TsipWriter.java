package dev.grandmaster.gnss.tsip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Makes packets. */
final class TsipWriter {

    private static final int DLE = 0x10;
    private static final int ETX = 0x03;

    private TsipWriter() {
    }

    /** A packet of the older family: identifier, second byte, data. */
    static byte[] packet(int kind, byte[] data) {
        return framed(ByteBuffer.allocate(2 + data.length).putShort((short) kind).put(data).array());
    }

    /** A packet of TSIP version 1: a length that counts mode, data and check, and a check by which all bytes together give zero. */
    static byte[] checked(int kind, int mode, byte[] data) {
        byte[] packet = ByteBuffer.allocate(6 + data.length).putShort((short) kind).putShort((short) (data.length + 2))
                .put((byte) mode).put(data).array();
        byte check = 0;
        for (byte each : packet) {
            check ^= each;
        }
        packet[packet.length - 1] = check;
        return framed(packet);
    }

    /** With DLE before and DLE ETX behind it, and each DLE in it doubled. */
    static byte[] framed(byte[] packet) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(packet.length + 4);
        frame.write(DLE);
        for (byte each : packet) {
            frame.write(each);
            if (each == DLE) {
                frame.write(DLE);
            }
        }
        frame.write(DLE);
        frame.write(ETX);
        return frame.toByteArray();
    }
}
