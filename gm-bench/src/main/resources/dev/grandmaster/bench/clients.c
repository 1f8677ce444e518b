/*
 * Many unicast clients in one process, from raw frames: each has an IPv4 address of its own (10.64.0.1 and on) and a port identity.
 * They ask for grants of Sync and Delay_Resp, answer each Sync with a Delay_Req, and count what comes and when.
 *
 *   clients INTERFACE SERVER_MAC OWN_MAC CLIENTS LOGRATE SECONDS NEGOTIATE
 *
 * NEGOTIATE 0: the server needs no asking.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>

enum { FRAME = 256, FRAMES = 1 << 17, BLOCK = 1 << 20, BATCH = 64, ETHERNET = 14, PTP = ETHERNET + 20 + 8,
       FIRST_CLIENT = 0x0A400001, SERVER = 0x0A4D0001, BUCKETS = 4000, BURST = 200 };

struct client {
    int64_t sync_ns;
    uint16_t sync_sequence, last_measured;
    unsigned char granted, seen, measured;
};

static struct client *all;
static uint32_t clients;
static int fd, ready, measuring;
static double nominal_ns;
static unsigned char server_mac[6], own_mac[6], out_data[BATCH][160];
static struct mmsghdr out[BATCH];
static struct iovec out_part[BATCH];
static long granted, refusals, syncs, lost_syncs, follow_ups, responses, late, within5, within30, intervals, unsent;
static long follow_up_us[BUCKETS + 1], response_us[BUCKETS + 1];

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void mac(const char *text, unsigned char *to) {
    sscanf(text, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", to, to + 1, to + 2, to + 3, to + 4, to + 5);
}

static void put16(unsigned char *at, unsigned value) {
    at[0] = value >> 8;
    at[1] = value;
}

static void put32(unsigned char *at, uint32_t value) {
    put16(at, value >> 16);
    put16(at + 2, value);
}

static void flush(void) {
    for (int done = 0; done < ready;) {
        int sent = sendmmsg(fd, out + done, ready - done, 0);
        if (sent <= 0) {
            unsent++;
            sent = 1;
        }
        done += sent;
    }
    ready = 0;
}

/* A frame of one client with an empty PTP message of that type and length; answers with the message. */
static unsigned char *frame(uint32_t client, int port, int type, int length, unsigned sequence) {
    if (ready == BATCH) {
        flush();
    }
    unsigned char *at = out_data[ready];
    memset(at, 0, PTP + length);
    memcpy(at, server_mac, 6);
    memcpy(at + 6, own_mac, 6);
    put16(at + 12, ETHERTYPE_IP);
    unsigned char *ip = at + ETHERNET;
    ip[0] = 0x45;
    put16(ip + 2, 28 + length);
    ip[8] = 64;
    ip[9] = 17;
    put32(ip + 12, FIRST_CLIENT + client);
    put32(ip + 16, SERVER);
    uint32_t sum = 0;
    for (int i = 0; i < 20; i += 2) {
        sum += ip[i] << 8 | ip[i + 1];
    }
    sum = (sum & 0xFFFF) + (sum >> 16);
    put16(ip + 10, ~(sum + (sum >> 16)));
    put16(ip + 20, port);
    put16(ip + 22, port);
    put16(ip + 24, 8 + length);
    unsigned char *ptp = at + PTP;
    ptp[0] = type;
    ptp[1] = 0x12;
    put16(ptp + 2, length);
    put16(ptp + 6, 0x0400);
    put32(ptp + 20, 0x00AABBFF);
    put32(ptp + 24, 0xFE000000 + client);
    put16(ptp + 28, 1);
    put16(ptp + 30, sequence);
    ptp[33] = 0x7F;
    out_part[ready] = (struct iovec) {at, PTP + length};
    out[ready].msg_hdr = (struct msghdr) {.msg_iov = &out_part[ready], .msg_iovlen = 1};
    ready++;
    return ptp;
}

static void ask(uint32_t client, int log_rate) {
    unsigned char *ptp = frame(client, 320, 12, 64, client);
    memset(ptp + 34, 0xFF, 10);
    for (int i = 0; i < 2; i++) {
        unsigned char *tlv = ptp + 44 + 10 * i;
        put16(tlv, 4);
        put16(tlv + 2, 6);
        tlv[4] = i == 0 ? 0x00 : 0x90;
        tlv[5] = -log_rate;
        put32(tlv + 6, 300);
    }
}

static void grants(struct client *c, const unsigned char *ptp, int length) {
    for (int at = 44; at + 12 <= length;) {
        int type = ptp[at] << 8 | ptp[at + 1], size = ptp[at + 2] << 8 | ptp[at + 3];
        if (type == 5) {
            int bit = ptp[at + 4] >> 4 == 0 ? 1 : 2;
            int given = (ptp[at + 6] | ptp[at + 7] | ptp[at + 8] | ptp[at + 9]) != 0;
            refusals += !given;
            if (given && !(c->granted & bit)) {
                c->granted |= bit;
                granted += c->granted == 3;
            }
        }
        at += 4 + size;
    }
}

static void count(long *histogram, int64_t ns) {
    int64_t us = ns / 1000;
    histogram[us < 0 ? 0 : us > BUCKETS ? BUCKETS : us]++;
}

static void on_sync(struct client *c, uint32_t index, unsigned sequence, int64_t at_ns) {
    if (measuring) {
        syncs++;
        if (c->seen) {
            lost_syncs += (uint16_t) (sequence - c->sync_sequence - 1);
            double apart = (at_ns - c->sync_ns) / nominal_ns - 1;
            intervals++;
            within5 += apart > -0.05 && apart < 0.05;
            within30 += apart > -0.3 && apart < 0.3;
        }
        c->last_measured = sequence;
        c->measured = 1;
        frame(index, 319, 1, 44, sequence);
    }
    c->seen = measuring;
    c->sync_ns = at_ns;
    c->sync_sequence = sequence;
}

/* Whether this belongs to a measured Sync. One that comes after the next Sync is late, and how late is not known to us. */
static int answers(struct client *c, unsigned sequence, int64_t at_ns, long *histogram) {
    if (!c->measured || (int16_t) (sequence - c->last_measured) > 0) {
        return 0;
    }
    if (sequence == c->sync_sequence) {
        count(histogram, at_ns - c->sync_ns);
    } else {
        late++;
    }
    return 1;
}

static void on_frame(const unsigned char *data, unsigned length, int64_t at_ns) {
    if (length < PTP + 44 || data[ETHERNET + 9] != 17) {
        return;
    }
    uint32_t to;
    memcpy(&to, data + ETHERNET + 16, 4);
    uint32_t index = ntohl(to) - FIRST_CLIENT;
    if (index >= clients) {
        return;
    }
    struct client *c = all + index;
    const unsigned char *ptp = data + PTP;
    unsigned sequence = ptp[30] << 8 | ptp[31];
    switch (ptp[0] & 15) {
    case 0:
        on_sync(c, index, sequence, at_ns);
        break;
    case 8:
        follow_ups += answers(c, sequence, at_ns, follow_up_us);
        break;
    case 9:
        responses += answers(c, sequence, at_ns, response_us);
        break;
    case 12:
        grants(c, ptp, length - PTP);
        break;
    }
}

static unsigned char *ring;
static unsigned at_frame;

static void take(int wait_ms) {
    struct tpacket2_hdr *header = (struct tpacket2_hdr *) (ring + (size_t) at_frame * FRAME);
    if (!(header->tp_status & TP_STATUS_USER)) {
        struct pollfd p = {fd, POLLIN, 0};
        poll(&p, 1, wait_ms);
    }
    while ((header = (struct tpacket2_hdr *) (ring + (size_t) at_frame * FRAME))->tp_status & TP_STATUS_USER) {
        on_frame((unsigned char *) header + header->tp_mac, header->tp_snaplen,
                header->tp_sec * 1000000000LL + header->tp_nsec);
        __sync_synchronize();
        header->tp_status = TP_STATUS_KERNEL;
        at_frame = (at_frame + 1) % FRAMES;
    }
    flush();
}

static void open_ring(const char *interface) {
    fd = socket(AF_PACKET, SOCK_RAW, 0);
    int version = TPACKET_V2, one = 1;
    struct tpacket_req request = {BLOCK, FRAMES / (BLOCK / FRAME), FRAME, FRAMES};
    setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version);
    setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
    setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
    if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &request, sizeof request) != 0) {
        perror("PACKET_RX_RING");
        exit(1);
    }
    ring = mmap(NULL, (size_t) FRAMES * FRAME, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    struct sockaddr_ll name = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP),
                               .sll_ifindex = if_nametoindex(interface)};
    if (ring == MAP_FAILED || bind(fd, (struct sockaddr *) &name, sizeof name) != 0) {
        perror("packet socket");
        exit(1);
    }
}

static double quantile(const long *histogram, double part) {
    long total = 0, below = 0;
    for (int i = 0; i <= BUCKETS; i++) {
        total += histogram[i];
    }
    for (int i = 0; i <= BUCKETS; i++) {
        below += histogram[i];
        if (total > 0 && below >= part * total) {
            return i;
        }
    }
    return 0;
}

static void negotiate(int log_rate) {
    int64_t until = now_ns() + 30000000000LL;
    while (granted < clients && now_ns() < until) {
        int asked = 0;
        for (uint32_t i = 0; i < clients; i++) {
            if (all[i].granted != 3) {
                ask(i, log_rate);
                if (++asked % BURST == 0) {
                    flush();
                    take(5);
                }
            }
        }
        flush();
        for (int64_t wait = now_ns() + 500000000LL; granted < clients && now_ns() < wait;) {
            take(10);
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 8) {
        return 2;
    }
    mac(argv[2], server_mac);
    mac(argv[3], own_mac);
    clients = atoi(argv[4]);
    int log_rate = atoi(argv[5]);
    nominal_ns = 1e9 / (1 << log_rate);
    all = calloc(clients, sizeof *all);
    open_ring(argv[1]);
    if (atoi(argv[7])) {
        negotiate(log_rate);
    }
    for (int64_t settle = now_ns() + 1000000000LL; now_ns() < settle;) {
        take(10);
    }
    struct tpacket_stats stats;
    socklen_t size = sizeof stats;
    getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size);
    measuring = 1;
    int64_t start = now_ns(), end = start + (int64_t) (atof(argv[6]) * 1e9);
    while (now_ns() < end) {
        take(10);
    }
    double took = (now_ns() - start) * 1e-9;
    measuring = 0;
    for (int64_t rest = now_ns() + 500000000LL; now_ns() < rest;) {
        take(1);
    }
    getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size);
    printf("granted %ld\nrefusals %ld\n", granted, refusals);
    printf("syncs-per-s %.1f\nlost-syncs %ld\nlost-follow-ups %ld\nlost-responses %ld\nlate %ld\n", syncs / took, lost_syncs,
            syncs - follow_ups, syncs - responses, late);
    printf("within-5 %.4f\nwithin-30 %.4f\n", intervals ? (double) within5 / intervals : 0,
            intervals ? (double) within30 / intervals : 0);
    printf("follow-up-p50-us %.0f\nfollow-up-p999-us %.0f\n", quantile(follow_up_us, 0.5), quantile(follow_up_us, 0.999));
    printf("response-p50-us %.0f\nresponse-p999-us %.0f\n", quantile(response_us, 0.5), quantile(response_us, 0.999));
    printf("rig-dropped %u\nrig-unsent %ld\n", stats.tp_drops, unsent);
    return 0;
}
