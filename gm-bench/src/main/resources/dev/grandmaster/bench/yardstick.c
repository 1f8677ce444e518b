/*
 * The least that a two-step master does, in C: sendmmsg of Sync, recvmmsg of the transmit stamps from the error queue, sendmmsg of
 * Follow_Up; and, in between, Delay_Req in and Delay_Resp out. No state of clients, no negotiation, no checks.
 *
 *   yardstick ADDRESS CLIENTS RATE SECONDS [INTERFACE OWN_MAC CLIENTS_MAC]
 *
 * RATE: Syncs a second for each client; 0: as fast as it goes. With an interface everything leaves as whole frames, checksums included, by packet
 * sockets with PACKET_QDISC_BYPASS; Delay_Req still come by the UDP socket.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, LENGTH = 44, RESPONSE = 54, FIRST_CLIENT = 0x0A400001, CONTROL = 256, IP = 14, UDP = IP + 20, HEAD = UDP + 8 };

static struct mmsghdr out[BATCH], in[BATCH];
static struct iovec out_part[BATCH], in_part[BATCH];
static struct sockaddr_in out_name[BATCH], in_name[BATCH];
/* Before each message there is room for the headers, so placed that they are even. */
static unsigned char out_frame[BATCH][2 + HEAD + 64], in_data[BATCH][256], in_control[BATCH][CONTROL];
static uint32_t client_of[1 << 16];
static uint16_t sequence_of[1 << 16];
static uint16_t *sequences;
static unsigned char head[HEAD];
static int frames;
static long syncs, follow_ups, responses, refused;

static int64_t now_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int open_socket(const char *address, int port, int stamps) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port)};
    int megabytes = 8 << 20;
    inet_aton(address, &name.sin_addr);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &megabytes, sizeof megabytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &megabytes, sizeof megabytes);
    if (stamps && setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &stamps, sizeof stamps) != 0) {
        perror("SO_TIMESTAMPING");
        exit(1);
    }
    if (bind(fd, (struct sockaddr *) &name, sizeof name) != 0) {
        perror("bind");
        exit(1);
    }
    return fd;
}

static unsigned char *out_data(int slot) {
    return out_frame[slot] + 2 + HEAD;
}

static int open_frames(const char *interface, int stamps) {
    int fd = socket(AF_PACKET, SOCK_RAW, 0), bypass = 1, megabytes = 8 << 20;
    struct sockaddr_ll name = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(interface)};
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &megabytes, sizeof megabytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &megabytes, sizeof megabytes);
    if (setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &bypass, sizeof bypass) != 0
            || (stamps && setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &stamps, sizeof stamps) != 0)
            || bind(fd, (struct sockaddr *) &name, sizeof name) != 0) {
        perror("packet socket");
        exit(1);
    }
    return fd;
}

static void prepare(const char *address, const char *own_mac, const char *clients_mac) {
    struct in_addr from;
    sscanf(clients_mac, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", head, head + 1, head + 2, head + 3, head + 4, head + 5);
    sscanf(own_mac, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", head + 6, head + 7, head + 8, head + 9, head + 10, head + 11);
    inet_aton(address, &from);
    head[12] = ETHERTYPE_IP >> 8;
    head[IP] = 0x45;
    head[IP + 6] = 0x40;
    head[IP + 8] = 64;
    head[IP + 9] = 17;
    memcpy(head + IP + 12, &from, 4);
    frames = 1;
}

static uint64_t sum(const unsigned char *at, int length) {
    uint64_t sum = 0;
    uint16_t word;
    for (int i = 0; i < length; i += 2) {
        memcpy(&word, at + i, 2);
        sum += word;
    }
    return sum;
}

static void put_checksum(unsigned char *at, uint64_t sum) {
    sum = (sum & 0xFFFF) + (sum >> 16);
    uint16_t folded = ~((sum & 0xFFFF) + (sum >> 16));
    memcpy(at, &folded, 2);
}

static void put16(unsigned char *at, unsigned value) {
    at[0] = value >> 8;
    at[1] = value;
}

static void wrap(int slot, uint32_t address, int port, int length) {
    unsigned char *at = out_frame[slot] + 2;
    uint32_t to = htonl(address);
    memcpy(at, head, HEAD);
    put16(at + IP + 2, 28 + length);
    memcpy(at + IP + 16, &to, 4);
    put_checksum(at + IP + 10, sum(at + IP, 20));
    put16(at + UDP, port);
    put16(at + UDP + 2, port);
    put16(at + UDP + 4, 8 + length);
    put_checksum(at + UDP + 6, sum(at + IP + 12, 16 + length) + htons(17) + htons(8 + length));
    out_part[slot] = (struct iovec) {at, HEAD + length};
    out[slot].msg_hdr = (struct msghdr) {.msg_iov = &out_part[slot], .msg_iovlen = 1};
}

static void message(unsigned char *at, int type, int length, unsigned sequence) {
    memset(at, 0, length);
    at[0] = type;
    at[1] = 0x12;
    at[3] = length;
    at[6] = 2;
    at[29] = 1;
    at[30] = sequence >> 8;
    at[31] = sequence;
}

static void stamp(unsigned char *at, const struct timespec *t) {
    uint64_t s = t->tv_sec + 37;
    for (int i = 0; i < 6; i++) {
        at[i] = s >> (40 - 8 * i);
    }
    for (int i = 0; i < 4; i++) {
        at[6 + i] = (uint32_t) t->tv_nsec >> (24 - 8 * i);
    }
}

static void to(int slot, uint32_t address, int port, int length) {
    if (frames) {
        wrap(slot, address, port, length);
        return;
    }
    out_name[slot].sin_family = AF_INET;
    out_name[slot].sin_port = htons(port);
    out_name[slot].sin_addr.s_addr = htonl(address);
    out_part[slot].iov_base = out_data(slot);
    out_part[slot].iov_len = length;
    out[slot].msg_hdr = (struct msghdr) {.msg_name = &out_name[slot], .msg_namelen = sizeof out_name[slot],
                                         .msg_iov = &out_part[slot], .msg_iovlen = 1};
}

static void send_all(int fd, int count) {
    for (int done = 0; done < count;) {
        int sent = sendmmsg(fd, out + done, count - done, 0);
        if (sent <= 0) {
            refused++;
            sent = 1;
        }
        done += sent;
    }
}

static int receive(int fd, int flags) {
    for (int i = 0; i < BATCH; i++) {
        in_part[i] = (struct iovec) {in_data[i], sizeof in_data[i]};
        in[i].msg_hdr = (struct msghdr) {.msg_name = &in_name[i], .msg_namelen = sizeof in_name[i], .msg_iov = &in_part[i],
                                         .msg_iovlen = 1, .msg_control = in_control[i], .msg_controllen = CONTROL};
    }
    return recvmmsg(fd, in, BATCH, flags | MSG_DONTWAIT, NULL);
}

static struct timespec *control(int slot, uint32_t *id) {
    struct timespec *t = NULL;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&in[slot].msg_hdr); c; c = CMSG_NXTHDR(&in[slot].msg_hdr, c)) {
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPING) {
            t = (struct timespec *) CMSG_DATA(c);
        } else if ((c->cmsg_level == SOL_IP && c->cmsg_type == IP_RECVERR)
                || (c->cmsg_level == SOL_PACKET && c->cmsg_type == PACKET_TX_TIMESTAMP)) {
            *id = ((struct sock_extended_err *) CMSG_DATA(c))->ee_data;
        }
    }
    return t;
}

static void take_stamps(int event, int general) {
    int count;
    while ((count = receive(event, MSG_ERRQUEUE)) > 0) {
        int ready = 0;
        for (int i = 0; i < count; i++) {
            uint32_t id = 0;
            struct timespec *t = control(i, &id);
            if (!t) {
                continue;
            }
            message(out_data(ready), 8, LENGTH, sequence_of[id & 0xFFFF]);
            stamp(out_data(ready) + 34, t);
            to(ready++, FIRST_CLIENT + client_of[id & 0xFFFF], 320, LENGTH);
        }
        send_all(general, ready);
        follow_ups += ready;
    }
}

static void answer(int event, int general) {
    int count;
    while ((count = receive(event, 0)) > 0) {
        int ready = 0;
        for (int i = 0; i < count; i++) {
            uint32_t id;
            struct timespec *t = control(i, &id);
            if (!t || in[i].msg_len < LENGTH || (in_data[i][0] & 15) != 1) {
                continue;
            }
            message(out_data(ready), 9, RESPONSE, in_data[i][30] << 8 | in_data[i][31]);
            stamp(out_data(ready) + 34, t);
            memcpy(out_data(ready) + 44, in_data[i] + 20, 10);
            to(ready++, ntohl(in_name[i].sin_addr.s_addr), 320, RESPONSE);
        }
        send_all(general, ready);
        responses += ready;
    }
}

int main(int count, char **arguments) {
    if (count != 5 && count != 8) {
        return 2;
    }
    uint32_t clients = atoi(arguments[2]), next = 0, id = 0;
    double rate = clients * atof(arguments[3]);
    int stamps = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE
            | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
    int event = open_socket(arguments[1], 319, stamps);
    int general = open_socket(arguments[1], 320, 0);
    int event_out = event, general_out = general;
    if (count == 8) {
        prepare(arguments[1], arguments[6], arguments[7]);
        event_out = open_frames(arguments[5], stamps);
        general_out = open_frames(arguments[5], 0);
    }
    sequences = calloc(clients, sizeof *sequences);
    int64_t start = now_ns(CLOCK_MONOTONIC), end = start + (int64_t) (atof(arguments[4]) * 1e9), now;
    while ((now = now_ns(CLOCK_MONOTONIC)) < end) {
        long due = rate > 0 ? (long) ((now - start) * 1e-9 * rate) - syncs : BATCH;
        int ready = 0;
        for (; ready < due && ready < BATCH; ready++) {
            client_of[id & 0xFFFF] = next;
            sequence_of[id++ & 0xFFFF] = sequences[next];
            message(out_data(ready), 0, LENGTH, sequences[next]++);
            to(ready, FIRST_CLIENT + next, 319, LENGTH);
            next = next + 1 == clients ? 0 : next + 1;
        }
        send_all(event_out, ready);
        syncs += ready;
        take_stamps(event_out, general_out);
        answer(event, general_out);
        if (ready == 0) {
            struct timespec nap = {0, 100000};
            nanosleep(&nap, NULL);
        }
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double took = (now - start) * 1e-9;
    double busy = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
    printf("pairs-per-s %.1f\n", follow_ups / took);
    printf("responses-per-s %.1f\n", responses / took);
    printf("unstamped %ld\n", syncs - follow_ups);
    printf("refused %ld\n", refused);
    printf("pairs-per-busy-s %.1f\n", follow_ups / busy);
    printf("cpu-share %.3f\n", busy / took);
    return 0;
}
