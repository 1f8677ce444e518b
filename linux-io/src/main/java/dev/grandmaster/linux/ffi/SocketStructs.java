package dev.grandmaster.linux.ffi;

/**
 * Sizes and offsets of the structs that sockets and network interfaces are spoken to with, in bytes, on 64-bit Linux. A test holds
 * them against numbers printed by a C program.
 *
 * <p>Addresses and ports lie in network byte order, everything else in the machine's.
 */
public final class SocketStructs {

    // struct sockaddr_in { sa_family_t sin_family; in_port_t sin_port; struct in_addr sin_addr; char pad[8]; };
    public static final int SOCKADDR_IN = 16;
    public static final int SIN_FAMILY = 0;
    public static final int SIN_PORT = 2;
    public static final int SIN_ADDR = 4;

    // struct sockaddr_in6 { sa_family_t sin6_family; in_port_t sin6_port; uint32_t sin6_flowinfo;
    //     struct in6_addr sin6_addr; uint32_t sin6_scope_id; };
    public static final int SOCKADDR_IN6 = 28;
    public static final int SIN6_FAMILY = 0;
    public static final int SIN6_PORT = 2;
    public static final int SIN6_ADDR = 8;
    public static final int SIN6_SCOPE_ID = 24;

    // struct sockaddr_ll { unsigned short sll_family; __be16 sll_protocol; int sll_ifindex; unsigned short sll_hatype;
    //     unsigned char sll_pkttype; unsigned char sll_halen; unsigned char sll_addr[8]; };
    public static final int SOCKADDR_LL = 20;
    public static final int SLL_FAMILY = 0;
    public static final int SLL_PROTOCOL = 2;
    public static final int SLL_IFINDEX = 4;
    public static final int SLL_HATYPE = 8;
    public static final int SLL_PKTTYPE = 10;
    public static final int SLL_HALEN = 11;
    public static final int SLL_ADDR = 12;

    // struct sockaddr_nl { __kernel_sa_family_t nl_family; unsigned short nl_pad; __u32 nl_pid; __u32 nl_groups; };
    public static final int SOCKADDR_NL = 12;
    public static final int NL_FAMILY = 0;
    public static final int NL_GROUPS = 8;

    // struct sockaddr_un { sa_family_t sun_family; char sun_path[108]; };
    public static final int SOCKADDR_UN = 110;
    public static final int SUN_FAMILY = 0;
    public static final int SUN_PATH = 2;

    // struct iovec { void *iov_base; size_t iov_len; };
    public static final int IOVEC = 16;
    public static final int IOV_BASE = 0;
    public static final int IOV_LEN = 8;

    // struct msghdr { void *msg_name; socklen_t msg_namelen; struct iovec *msg_iov; size_t msg_iovlen;
    //     void *msg_control; size_t msg_controllen; int msg_flags; };
    // struct mmsghdr { struct msghdr msg_hdr; unsigned int msg_len; };
    public static final int MMSGHDR = 64;
    public static final int MSG_NAME = 0;
    public static final int MSG_NAMELEN = 8;
    public static final int MSG_IOV = 16;
    public static final int MSG_IOVLEN = 24;
    public static final int MSG_CONTROL = 32;
    public static final int MSG_CONTROLLEN = 40;
    public static final int MSG_FLAGS = 48;
    public static final int MSG_LEN = 56;

    // struct cmsghdr { size_t cmsg_len; int cmsg_level; int cmsg_type; /* unsigned char cmsg_data[]; */ };
    public static final int CMSGHDR = 16;
    public static final int CMSG_LEN = 0;
    public static final int CMSG_LEVEL = 8;
    public static final int CMSG_TYPE = 12;

    // struct in_pktinfo { int ipi_ifindex; struct in_addr ipi_spec_dst; struct in_addr ipi_addr; };
    public static final int IN_PKTINFO = 12;
    public static final int IPI_SPEC_DST = 4;
    public static final int IPI_ADDR = 8;

    // struct in6_pktinfo { struct in6_addr ipi6_addr; unsigned int ipi6_ifindex; };
    public static final int IN6_PKTINFO = 20;
    public static final int IPI6_ADDR = 0;

    // struct ip_mreqn { struct in_addr imr_multiaddr; struct in_addr imr_address; int imr_ifindex; };
    public static final int IP_MREQN = 12;
    public static final int IMR_MULTIADDR = 0;
    public static final int IMR_IFINDEX = 8;

    // struct ipv6_mreq { struct in6_addr ipv6mr_multiaddr; unsigned int ipv6mr_interface; };
    public static final int IPV6_MREQ = 20;
    public static final int IPV6MR_MULTIADDR = 0;
    public static final int IPV6MR_INTERFACE = 16;

    // struct packet_mreq { int mr_ifindex; unsigned short mr_type; unsigned short mr_alen; unsigned char mr_address[8]; };
    public static final int PACKET_MREQ = 16;
    public static final int MR_IFINDEX = 0;
    public static final int MR_TYPE = 4;
    public static final int MR_ALEN = 6;
    public static final int MR_ADDRESS = 8;

    // struct sock_filter { __u16 code; __u8 jt; __u8 jf; __u32 k; };
    public static final int SOCK_FILTER = 8;
    public static final int FILTER_CODE = 0;
    public static final int FILTER_JT = 2;
    public static final int FILTER_JF = 3;
    public static final int FILTER_K = 4;

    // struct sock_fprog { unsigned short len; struct sock_filter *filter; };
    public static final int SOCK_FPROG = 16;
    public static final int FPROG_LEN = 0;
    public static final int FPROG_FILTER = 8;

    // struct sock_extended_err { __u32 ee_errno; __u8 ee_origin; __u8 ee_type; __u8 ee_code; __u8 ee_pad; __u32 ee_info;
    //     __u32 ee_data; };
    public static final int SOCK_EXTENDED_ERR = 16;
    public static final int EE_ERRNO = 0;
    public static final int EE_ORIGIN = 4;
    public static final int EE_DATA = 12;

    // struct scm_timestamping { struct timespec ts[3]; };   [0] software, [2] hardware
    public static final int SCM_TIMESTAMPING = 48;
    public static final int TS_SOFTWARE = 0;
    public static final int TS_HARDWARE = 32;

    // struct ifreq { char ifr_name[IFNAMSIZ]; union { short ifr_flags; int ifr_ifindex; struct sockaddr ifr_addr, ifr_hwaddr;
    //     void *ifr_data; char pad[24]; }; };
    public static final int IFREQ = 40;
    public static final int IFNAMSIZ = 16;
    public static final int IFR_VALUE = 16;
    /** Where the bytes of the union's {@code struct sockaddr} begin, behind its family. */
    public static final int IFR_SA_DATA = 18;

    // struct hwtstamp_config { int flags; int tx_type; int rx_filter; };
    public static final int HWTSTAMP_TX_TYPE = 4;
    public static final int HWTSTAMP_RX_FILTER = 8;

    // struct ethtool_perm_addr { __u32 cmd; __u32 size; __u8 data[]; };
    public static final int PERM_ADDR_SIZE = 4;
    public static final int PERM_ADDR_DATA = 8;

    private SocketStructs() {
    }

    // struct ethtool_cmd { __u32 cmd, supported, advertising; __u16 speed; __u8 duplex, port, phy_address, transceiver, autoneg, mdio_support;
    //                      __u32 maxtxpkt, maxrxpkt; __u16 speed_hi; ... };
    public static final int ETHTOOL_CMD_SPEED = 12;
    public static final int ETHTOOL_CMD_SPEED_HI = 28;

    /** {@code CMSG_SPACE}: what a control message with so many bytes of data takes, padding included. */
    public static int controlSpace(int dataBytes) {
        return CMSGHDR + aligned(dataBytes);
    }

    /** Rounds up to the alignment of control messages. */
    public static int aligned(int bytes) {
        return (bytes + 7) & ~7;
    }
}
