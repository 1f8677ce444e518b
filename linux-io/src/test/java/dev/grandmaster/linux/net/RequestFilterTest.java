package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.grandmaster.linux.net.RequestFilter.Instruction;
import org.junit.jupiter.api.Test;

/** The programs run by an interpreter of the few instructions that they are made of; the kernel's own runs them in {@code FramePathIT}. */
class RequestFilterTest {

    private static final int TO_US = 0;
    private static final int TO_ALL = 1;
    private static final int TO_SOMEBODY_ELSE = 3;

    /** Requests for Announce, from their IP headers on; of the second the beginning. */
    private static final byte[] IPV4 = HexFormat.of().parseHex("4500005254d84000401111530a4d00020a4d0001"
            + "01400140003e0000" + "0c020036000004000000000000000000000000000200" + "00fffe00000200010000057f"
            + "ffffffffffffffffffff00040006b0010000012c");
    private static final byte[] IPV6 = HexFormat.of().parseHex("60000000003e1140" + "fd770000000000000000000000000002"
            + "fd770000000000000000000000000001" + "01400140003e0000" + "0c020036");

    @Test
    void requestsPassUpToTheirAddresses() {
        assertEquals(RequestFilter.IPV4_OCTETS, run(RequestFilter.ipv4(), IPV4, TO_US));
        assertEquals(RequestFilter.IPV6_OCTETS, run(RequestFilter.ipv6(), IPV6, TO_US));
    }

    @Test
    void ipv4OptionsAreSteppedOver() {
        byte[] options = new byte[IPV4.length + 4];
        System.arraycopy(IPV4, 0, options, 0, 20);
        System.arraycopy(IPV4, 20, options, 24, IPV4.length - 20);
        options[0] = 0x46;
        assertEquals(RequestFilter.IPV4_OCTETS, run(RequestFilter.ipv4(), options, TO_US));
    }

    @Test
    void whatIsNotForUsIsRefused() {
        for (int kind : new int[]{TO_ALL, 2, TO_SOMEBODY_ELSE}) {
            assertEquals(0, run(RequestFilter.ipv4(), IPV4, kind));
            assertEquals(0, run(RequestFilter.ipv6(), IPV6, kind));
        }
        assertEquals(0, ipv4(packet -> with(packet, 16, 0xE0)), "to 224.77.0.1");
        assertEquals(0, ipv4(packet -> with(packet, 16, 0xFF)));
        assertEquals(0, ipv6(packet -> with(packet, 24, 0xFF)));
    }

    @Test
    void otherProtocolsPortsAndMessagesAreRefused() {
        assertEquals(0, ipv4(packet -> with(packet, 9, 6)), "TCP");
        assertEquals(0, ipv4(packet -> with(packet, 23, 0x3F)), "port 319");
        assertEquals(0, ipv4(packet -> with(packet, 28, 0x09)), "Delay_Resp");
        assertEquals(RequestFilter.IPV4_OCTETS, ipv4(packet -> with(packet, 28, 0x1C)), "majorSdoId 1");
        assertEquals(0, ipv6(packet -> with(packet, 6, 0)), "hop-by-hop options");
        assertEquals(0, ipv6(packet -> with(packet, 43, 0x3F)));
        assertEquals(0, ipv6(packet -> with(packet, 48, 0x0D)), "Management");
    }

    @Test
    void fragmentsAreRefused() {
        assertEquals(RequestFilter.IPV4_OCTETS, ipv4(packet -> with(packet, 6, 0)), "may be fragmented, is not");
        assertEquals(0, ipv4(packet -> with(packet, 6, 0x20)), "more follow");
        assertEquals(0, ipv4(packet -> with(packet, 7, 1)), "not the first");
    }

    @Test
    void everyProgramEndsAndEachShortPacketIsRefused() {
        for (int length = 0; length < 29; length++) {
            byte[] cut = Arrays.copyOf(IPV4, length);
            assertEquals(0, run(RequestFilter.ipv4(), cut, TO_US), "cut after " + length);
        }
        for (Instruction instruction : RequestFilter.ipv4()) {
            assertTrue(instruction.ifTrue() >= 0 && instruction.ifTrue() < 256);
        }
    }

    private static int ipv4(UnaryOperator<byte[]> change) {
        return run(RequestFilter.ipv4(), change.apply(IPV4.clone()), TO_US);
    }

    private static int ipv6(UnaryOperator<byte[]> change) {
        return run(RequestFilter.ipv6(), change.apply(IPV6.clone()), TO_US);
    }

    private static byte[] with(byte[] packet, int at, int octet) {
        packet[at] = (byte) octet;
        return packet;
    }

    /** As the kernel does: what lies behind the packet's end refuses it. */
    private static int run(List<Instruction> program, byte[] packet, int kind) {
        long accumulator = 0;
        int index = 0;
        for (int at = 0; at < program.size(); at++) {
            Instruction instruction = program.get(at);
            int operand = instruction.operand();
            boolean jumps = false;
            switch (instruction.code()) {
                case RequestFilter.RETURN -> {
                    return operand;
                }
                case RequestFilter.LOAD_WORD -> {
                    assertEquals(RequestFilter.KIND_OF_FRAME, operand);
                    accumulator = kind;
                }
                case RequestFilter.AND -> accumulator &= operand;
                case RequestFilter.JUMP_EQUAL -> {
                    jumps = true;
                    at += accumulator == operand ? instruction.ifTrue() : instruction.ifFalse();
                }
                case RequestFilter.JUMP_AT_LEAST -> {
                    jumps = true;
                    at += accumulator >= operand ? instruction.ifTrue() : instruction.ifFalse();
                }
                case RequestFilter.JUMP_ANY_BIT -> {
                    jumps = true;
                    at += (accumulator & operand) != 0 ? instruction.ifTrue() : instruction.ifFalse();
                }
                default -> {
                    int size = instruction.code() == RequestFilter.LOAD_HALF
                            || instruction.code() == RequestFilter.LOAD_HALF_BEHIND ? 2 : 1;
                    boolean behind = instruction.code() == RequestFilter.LOAD_HALF_BEHIND
                            || instruction.code() == RequestFilter.LOAD_OCTET_BEHIND;
                    int from = operand + (behind ? index : 0);
                    if (from + size > packet.length) {
                        return 0;
                    }
                    long value = 0;
                    for (int i = 0; i < size; i++) {
                        value = value << 8 | (packet[from + i] & 0xFF);
                    }
                    if (instruction.code() == RequestFilter.LOAD_HEADER_LENGTH) {
                        index = (int) (value & 0xF) * 4;
                    } else {
                        accumulator = value;
                    }
                }
            }
            assertTrue(jumps || instruction.ifTrue() + instruction.ifFalse() == 0);
        }
        throw new AssertionError("a program without an end");
    }
}
