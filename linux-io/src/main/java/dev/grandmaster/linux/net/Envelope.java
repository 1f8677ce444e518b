package dev.grandmaster.linux.net;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;

/** What the kernel is given beside a message: the receiver's sockaddr and the address of ours that it leaves from. */
interface Envelope {

    /** Zero octets that follow an event message inside its datagram. */
    int eventPadding();

    /** Bytes of this family's sockaddr; 0 where none is given, because the message itself says where it goes. */
    int nameBytes();

    /** Writes the sockaddr of a receiver. */
    void writeName(MemorySegment name, PtpAddress to, boolean event, int interfaceIndex);

    /**
     * Writes the control message that sends from an address of ours, {@link PtpAddress#localLow()}. Returns its bytes, padding included; 0 where
     * there is none to write.
     */
    int writeOrigin(MemorySegment control, long at, PtpAddress to, int interfaceIndex);
}
