/* Prints the numbers that Sockets.java and SocketStructs.java hold, one "class name value" a line; SocketLayoutTest compares. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <linux/ethtool.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if_arp.h>
#include <linux/net_tstamp.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#ifndef SCM_TS_OPT_ID /* headers before Linux 6.13 */
#define SCM_TS_OPT_ID 81
#endif

#define NUMBER(name) printf("Sockets %s %ld\n", #name, (long)(name))
#define SIZE(name, type) printf("SocketStructs %s %zu\n", #name, sizeof(struct type))
#define OFFSET(name, type, member) printf("SocketStructs %s %zu\n", #name, offsetof(struct type, member))

int main(void) {
    NUMBER(AF_UNIX);
    NUMBER(AF_INET);
    NUMBER(AF_INET6);
    NUMBER(AF_NETLINK);
    NUMBER(AF_PACKET);
    NUMBER(SOCK_DGRAM);
    NUMBER(SOCK_RAW);
    NUMBER(SOCK_NONBLOCK);
    NUMBER(SOCK_CLOEXEC);
    NUMBER(IPPROTO_IP);
    NUMBER(IPPROTO_IPV6);
    NUMBER(NETLINK_ROUTE);
    NUMBER(MSG_TRUNC);
    NUMBER(MSG_DONTWAIT);
    NUMBER(MSG_ERRQUEUE);
    NUMBER(MSG_NOSIGNAL);
    NUMBER(SOL_SOCKET);
    NUMBER(SO_REUSEADDR);
    NUMBER(SO_SNDBUF);
    NUMBER(SO_RCVBUF);
    NUMBER(SO_PRIORITY);
    NUMBER(SO_BINDTODEVICE);
    NUMBER(SO_ATTACH_FILTER);
    NUMBER(SO_SNDBUFFORCE);
    NUMBER(SO_RCVBUFFORCE);
    NUMBER(SO_TIMESTAMPING);
    NUMBER(SCM_TIMESTAMPING);
    NUMBER(SCM_TS_OPT_ID);
    NUMBER(IP_TOS);
    NUMBER(IP_TTL);
    NUMBER(IP_MTU_DISCOVER);
    NUMBER(IP_PMTUDISC_PROBE);
    NUMBER(IP_PKTINFO);
    NUMBER(IP_RECVERR);
    NUMBER(IP_MULTICAST_IF);
    NUMBER(IP_MULTICAST_TTL);
    NUMBER(IP_MULTICAST_LOOP);
    NUMBER(IP_ADD_MEMBERSHIP);
    NUMBER(IP_MULTICAST_ALL);
    NUMBER(IPV6_UNICAST_HOPS);
    NUMBER(IPV6_MULTICAST_IF);
    NUMBER(IPV6_MULTICAST_HOPS);
    NUMBER(IPV6_MULTICAST_LOOP);
    NUMBER(IPV6_ADD_MEMBERSHIP);
    NUMBER(IPV6_RECVERR);
    NUMBER(IPV6_V6ONLY);
    NUMBER(IPV6_MULTICAST_ALL);
    NUMBER(IPV6_RECVPKTINFO);
    NUMBER(IPV6_PKTINFO);
    NUMBER(IPV6_TCLASS);
    NUMBER(SOL_PACKET);
    NUMBER(PACKET_ADD_MEMBERSHIP);
    NUMBER(PACKET_TX_TIMESTAMP);
    NUMBER(PACKET_IGNORE_OUTGOING);
    NUMBER(PACKET_MR_MULTICAST);
    NUMBER(PACKET_QDISC_BYPASS);
    NUMBER(ETH_P_IP);
    NUMBER(ETH_P_IPV6);
    NUMBER(ARPHRD_ETHER);
    NUMBER(ETH_P_1588);
    NUMBER(SO_EE_ORIGIN_TIMESTAMPING);
    NUMBER(SOF_TIMESTAMPING_TX_HARDWARE);
    NUMBER(SOF_TIMESTAMPING_TX_SOFTWARE);
    NUMBER(SOF_TIMESTAMPING_RX_HARDWARE);
    NUMBER(SOF_TIMESTAMPING_RX_SOFTWARE);
    NUMBER(SOF_TIMESTAMPING_SOFTWARE);
    NUMBER(SOF_TIMESTAMPING_RAW_HARDWARE);
    NUMBER(SOF_TIMESTAMPING_OPT_ID);
    NUMBER(SOF_TIMESTAMPING_OPT_CMSG);
    NUMBER(SOF_TIMESTAMPING_OPT_TSONLY);
    NUMBER(HWTSTAMP_TX_ON);
    NUMBER(HWTSTAMP_TX_ONESTEP_SYNC);
    NUMBER(HWTSTAMP_FILTER_ALL);
    NUMBER(HWTSTAMP_FILTER_PTP_V2_L4_EVENT);
    NUMBER(HWTSTAMP_FILTER_PTP_V2_L2_EVENT);
    NUMBER(HWTSTAMP_FILTER_PTP_V2_EVENT);
    NUMBER(SIOCGIFFLAGS);
    NUMBER(SIOCGIFADDR);
    NUMBER(SIOCGIFMTU);
    NUMBER(SIOCGIFHWADDR);
    NUMBER(SIOCGIFINDEX);
    NUMBER(SIOCSHWTSTAMP);
    NUMBER(ETHTOOL_GPERMADDR);
    NUMBER(ETHTOOL_GSET);
    NUMBER(IFF_UP);
    NUMBER(IFF_LOOPBACK);
    NUMBER(IFF_RUNNING);
    NUMBER(RTMGRP_LINK);
    NUMBER(RTMGRP_IPV4_IFADDR);
    NUMBER(RTMGRP_IPV6_IFADDR);
    SIZE(SOCKADDR_IN, sockaddr_in);
    OFFSET(SIN_FAMILY, sockaddr_in, sin_family);
    OFFSET(SIN_PORT, sockaddr_in, sin_port);
    OFFSET(SIN_ADDR, sockaddr_in, sin_addr);
    SIZE(SOCKADDR_IN6, sockaddr_in6);
    OFFSET(SIN6_FAMILY, sockaddr_in6, sin6_family);
    OFFSET(SIN6_PORT, sockaddr_in6, sin6_port);
    OFFSET(SIN6_ADDR, sockaddr_in6, sin6_addr);
    OFFSET(SIN6_SCOPE_ID, sockaddr_in6, sin6_scope_id);
    SIZE(SOCKADDR_LL, sockaddr_ll);
    OFFSET(SLL_FAMILY, sockaddr_ll, sll_family);
    OFFSET(SLL_PROTOCOL, sockaddr_ll, sll_protocol);
    OFFSET(SLL_IFINDEX, sockaddr_ll, sll_ifindex);
    OFFSET(SLL_HATYPE, sockaddr_ll, sll_hatype);
    OFFSET(SLL_PKTTYPE, sockaddr_ll, sll_pkttype);
    OFFSET(SLL_HALEN, sockaddr_ll, sll_halen);
    OFFSET(SLL_ADDR, sockaddr_ll, sll_addr);
    SIZE(SOCKADDR_NL, sockaddr_nl);
    OFFSET(NL_FAMILY, sockaddr_nl, nl_family);
    OFFSET(NL_GROUPS, sockaddr_nl, nl_groups);
    SIZE(SOCKADDR_UN, sockaddr_un);
    OFFSET(SUN_FAMILY, sockaddr_un, sun_family);
    OFFSET(SUN_PATH, sockaddr_un, sun_path);
    SIZE(IOVEC, iovec);
    OFFSET(IOV_BASE, iovec, iov_base);
    OFFSET(IOV_LEN, iovec, iov_len);
    SIZE(MMSGHDR, mmsghdr);
    OFFSET(MSG_NAME, msghdr, msg_name);
    OFFSET(MSG_NAMELEN, msghdr, msg_namelen);
    OFFSET(MSG_IOV, msghdr, msg_iov);
    OFFSET(MSG_IOVLEN, msghdr, msg_iovlen);
    OFFSET(MSG_CONTROL, msghdr, msg_control);
    OFFSET(MSG_CONTROLLEN, msghdr, msg_controllen);
    OFFSET(MSG_FLAGS, msghdr, msg_flags);
    OFFSET(MSG_LEN, mmsghdr, msg_len);
    SIZE(CMSGHDR, cmsghdr);
    OFFSET(CMSG_LEN, cmsghdr, cmsg_len);
    OFFSET(CMSG_LEVEL, cmsghdr, cmsg_level);
    OFFSET(CMSG_TYPE, cmsghdr, cmsg_type);
    SIZE(IN_PKTINFO, in_pktinfo);
    OFFSET(IPI_ADDR, in_pktinfo, ipi_addr);
    OFFSET(IPI_SPEC_DST, in_pktinfo, ipi_spec_dst);
    OFFSET(ETHTOOL_CMD_SPEED, ethtool_cmd, speed);
    OFFSET(ETHTOOL_CMD_SPEED_HI, ethtool_cmd, speed_hi);
    SIZE(IN6_PKTINFO, in6_pktinfo);
    OFFSET(IPI6_ADDR, in6_pktinfo, ipi6_addr);
    SIZE(IP_MREQN, ip_mreqn);
    OFFSET(IMR_MULTIADDR, ip_mreqn, imr_multiaddr);
    OFFSET(IMR_IFINDEX, ip_mreqn, imr_ifindex);
    SIZE(IPV6_MREQ, ipv6_mreq);
    OFFSET(IPV6MR_MULTIADDR, ipv6_mreq, ipv6mr_multiaddr);
    OFFSET(IPV6MR_INTERFACE, ipv6_mreq, ipv6mr_interface);
    SIZE(PACKET_MREQ, packet_mreq);
    OFFSET(MR_IFINDEX, packet_mreq, mr_ifindex);
    OFFSET(MR_TYPE, packet_mreq, mr_type);
    OFFSET(MR_ALEN, packet_mreq, mr_alen);
    OFFSET(MR_ADDRESS, packet_mreq, mr_address);
    SIZE(SOCK_FILTER, sock_filter);
    OFFSET(FILTER_CODE, sock_filter, code);
    OFFSET(FILTER_JT, sock_filter, jt);
    OFFSET(FILTER_JF, sock_filter, jf);
    OFFSET(FILTER_K, sock_filter, k);
    SIZE(SOCK_FPROG, sock_fprog);
    OFFSET(FPROG_LEN, sock_fprog, len);
    OFFSET(FPROG_FILTER, sock_fprog, filter);
    SIZE(SOCK_EXTENDED_ERR, sock_extended_err);
    OFFSET(EE_ERRNO, sock_extended_err, ee_errno);
    OFFSET(EE_ORIGIN, sock_extended_err, ee_origin);
    OFFSET(EE_DATA, sock_extended_err, ee_data);
    SIZE(SCM_TIMESTAMPING, scm_timestamping);
    OFFSET(TS_SOFTWARE, scm_timestamping, ts[0]);
    OFFSET(TS_HARDWARE, scm_timestamping, ts[2]);
    SIZE(IFREQ, ifreq);
    printf("SocketStructs IFNAMSIZ %d\n", IFNAMSIZ);
    OFFSET(IFR_VALUE, ifreq, ifr_flags);
    OFFSET(IFR_SA_DATA, ifreq, ifr_hwaddr.sa_data);
    OFFSET(HWTSTAMP_TX_TYPE, hwtstamp_config, tx_type);
    OFFSET(HWTSTAMP_RX_FILTER, hwtstamp_config, rx_filter);
    OFFSET(PERM_ADDR_SIZE, ethtool_perm_addr, size);
    OFFSET(PERM_ADDR_DATA, ethtool_perm_addr, data);
    return 0;
}
