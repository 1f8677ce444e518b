package dev.grandmaster.linux.net;

import dev.grandmaster.board.PortSpec;

/**
 * How the sockets of a port are set up, beyond what {@link PortSpec} says.
 *
 * @param multicastTtl    hops of multicast messages; 1 keeps them on the link (IEEE 1588-2019 Annex C.3)
 * @param unicastTtl      hops of unicast messages
 * @param dscpEvent       differentiated services code point of event messages, 0 to 63
 * @param dscpGeneral     the same of general messages
 * @param ipv6Scope       scope of the group FF0x::181 on UDPv6, 1 to 15 (Annex D.3); 14 is global
 * @param stampPatienceNs how long a transmit stamp is waited for before it counts as lost
 * @param explicitIds     give the kernel the id of each stamp where it can take one (6.13 and later) instead of counting along
 */
public record SocketOptions(int multicastTtl, int unicastTtl, int dscpEvent, int dscpGeneral, int ipv6Scope,
        long stampPatienceNs, boolean explicitIds) {

    public static final SocketOptions DEFAULT = new SocketOptions(1, 64, 0, 0, 0xE, 100_000_000L, true);

    public SocketOptions {
        within("multicastTtl", multicastTtl, 1, 255);
        within("unicastTtl", unicastTtl, 1, 255);
        within("dscpEvent", dscpEvent, 0, 63);
        within("dscpGeneral", dscpGeneral, 0, 63);
        within("ipv6Scope", ipv6Scope, 1, 15);
        if (stampPatienceNs <= 0) {
            throw new IllegalArgumentException("stampPatienceNs " + stampPatienceNs + " is not positive");
        }
    }

    /** These options for a port that has marks of its own. */
    public SocketOptions marked(PortSpec.Marking marking) {
        return new SocketOptions(marking.udpTtl(), unicastTtl, marking.dscpEvent(), marking.dscpGeneral(), ipv6Scope,
                stampPatienceNs, explicitIds);
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " " + value + " is not within " + least + " to " + most);
        }
    }
}
