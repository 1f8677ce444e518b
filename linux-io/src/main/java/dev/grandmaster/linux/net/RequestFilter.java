package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.linux.ffi.SocketStructs;

/**
 * The classic BPF program of the socket that listens for requests: it passes unicast UDP datagrams to port 320, whole ones and without IPv6 extension
 * headers, whose first octets are those of a Signaling message, and of these only the beginning up to the addresses. It looks at packets from their IP
 * header on, as a packet socket of type SOCK_DGRAM has them.
 */
final class RequestFilter {

    /** Octets that pass: the IPv4 header without options, and the IPv6 header. */
    static final int IPV4_OCTETS = 20;
    static final int IPV6_OCTETS = 40;

    // Codes of linux/bpf_common.h, put together.
    static final int LOAD_WORD = 0x20;
    static final int LOAD_HALF = 0x28;
    static final int LOAD_OCTET = 0x30;
    /** X = 4 * (octet & 15): the length of an IPv4 header. */
    static final int LOAD_HEADER_LENGTH = 0xb1;
    static final int LOAD_HALF_BEHIND = 0x48;
    static final int LOAD_OCTET_BEHIND = 0x50;
    static final int AND = 0x54;
    static final int JUMP_EQUAL = 0x15;
    static final int JUMP_AT_LEAST = 0x35;
    static final int JUMP_ANY_BIT = 0x45;
    static final int RETURN = 0x06;

    /** SKF_AD_OFF + SKF_AD_PKTTYPE of linux/filter.h: to whom the frame was sent. */
    static final int KIND_OF_FRAME = -0x1000 + 4;
    private static final int TO_US = 0;

    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int UDP_DESTINATION = 2;
    private static final int TYPE_MASK = 0x0F;
    /** messageType, IEEE 1588-2019 Table 36. */
    private static final int SIGNALING = 0xC;

    private static final int IPV4_FRAGMENT = 6;
    /** More fragments follow, or this is not the first. */
    private static final int IPV4_FRAGMENT_MASK = 0x3FFF;
    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV4_DESTINATION = 16;
    /** 224.0.0.0 and all above are no hosts. */
    private static final int IPV4_FIRST_GROUP = 224;
    private static final int IPV6_NEXT_HEADER = 6;
    private static final int IPV6_DESTINATION = 24;
    private static final int IPV6_GROUP = 0xFF;

    /** An instruction; what is compared and does not hold jumps to the refusal, which stands last. */
    record Instruction(int code, int ifTrue, int ifFalse, int operand) {
    }

    private record Step(int code, boolean refusedIfTrue, int operand) {
    }

    private final List<Step> steps = new ArrayList<>();

    private RequestFilter() {
    }

    static List<Instruction> ipv4() {
        return new RequestFilter().load(LOAD_WORD, KIND_OF_FRAME).must(TO_US)
                .load(LOAD_OCTET, IPV4_PROTOCOL).must(UDP)
                .load(LOAD_HALF, IPV4_FRAGMENT).mustNot(JUMP_ANY_BIT, IPV4_FRAGMENT_MASK)
                .load(LOAD_OCTET, IPV4_DESTINATION).mustNot(JUMP_AT_LEAST, IPV4_FIRST_GROUP)
                .load(LOAD_HEADER_LENGTH, 0)
                .load(LOAD_HALF_BEHIND, UDP_DESTINATION).must(Wire.GENERAL_PORT)
                .load(LOAD_OCTET_BEHIND, UDP_HEADER).load(AND, TYPE_MASK).must(SIGNALING)
                .pass(IPV4_OCTETS);
    }

    static List<Instruction> ipv6() {
        return new RequestFilter().load(LOAD_WORD, KIND_OF_FRAME).must(TO_US)
                .load(LOAD_OCTET, IPV6_NEXT_HEADER).must(UDP)
                .load(LOAD_OCTET, IPV6_DESTINATION).mustNot(JUMP_EQUAL, IPV6_GROUP)
                .load(LOAD_HALF, IPV6_OCTETS + UDP_DESTINATION).must(Wire.GENERAL_PORT)
                .load(LOAD_OCTET, IPV6_OCTETS + UDP_HEADER).load(AND, TYPE_MASK).must(SIGNALING)
                .pass(IPV6_OCTETS);
    }

    private RequestFilter load(int code, int operand) {
        steps.add(new Step(code, false, operand));
        return this;
    }

    private RequestFilter must(int value) {
        steps.add(new Step(JUMP_EQUAL, false, value));
        return this;
    }

    private RequestFilter mustNot(int code, int value) {
        steps.add(new Step(code, true, value));
        return this;
    }

    private List<Instruction> pass(int octets) {
        List<Instruction> program = new ArrayList<>();
        int refusal = steps.size() + 1;
        for (Step step : steps) {
            boolean jumps = step.code == JUMP_EQUAL || step.code == JUMP_AT_LEAST || step.code == JUMP_ANY_BIT;
            int far = jumps ? refusal - program.size() - 1 : 0;
            program.add(new Instruction(step.code, step.refusedIfTrue ? far : 0, step.refusedIfTrue ? 0 : far,
                    step.operand));
        }
        program.add(new Instruction(RETURN, 0, 0, octets));
        program.add(new Instruction(RETURN, 0, 0, 0));
        return program;
    }

    /** The {@code struct sock_fprog} of a program, good as long as the arena. */
    static MemorySegment struct(Arena arena, List<Instruction> program) {
        MemorySegment filter = arena.allocate((long) program.size() * SocketStructs.SOCK_FILTER, 8);
        for (int i = 0; i < program.size(); i++) {
            long at = (long) i * SocketStructs.SOCK_FILTER;
            Instruction instruction = program.get(i);
            filter.set(JAVA_SHORT, at + SocketStructs.FILTER_CODE, (short) instruction.code);
            filter.set(JAVA_BYTE, at + SocketStructs.FILTER_JT, (byte) instruction.ifTrue);
            filter.set(JAVA_BYTE, at + SocketStructs.FILTER_JF, (byte) instruction.ifFalse);
            filter.set(JAVA_INT, at + SocketStructs.FILTER_K, instruction.operand);
        }
        MemorySegment whole = arena.allocate(SocketStructs.SOCK_FPROG, 8);
        whole.set(JAVA_SHORT, SocketStructs.FPROG_LEN, (short) program.size());
        whole.set(JAVA_LONG, SocketStructs.FPROG_FILTER, filter.address());
        return whole;
    }
}
