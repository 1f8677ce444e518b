/*
 * Many unicast clients in one process, from raw frames: each has an IPv4 address of its own (10.64.0.1 and on) and a port identity.
 * They ask for grants of Sync, Delay_Resp and, Announce (each second; each 16 s where they are more than 2000), answer each Sync with a Delay_Req, and count what comes and when.
 *
 *   clients INTERFACE SERVER_MAC OWN_MAC CLIENTS LOGRATE SECONDS NEGOTIATE [ABUSE RATE]
 *
 * NEGOTIATE 0: the server needs no asking. ABUSE: what somebody else does RATE times a second meanwhile, from 10.68.0.1 and on:
 *   delay    asks for delay without a grant, each time by another name
 *   group    the same to the group
 *   garbage  sends signalling whose TLVs are cut, too long or unknown
 *   greedy   asks for grants by ever new port identities from one address
 *   again    asks for the same grant again and again
 *   crowd    asks from 10,000 addresses for as much as can be had, and never for delay
 *   manage   asks by management
 *   vanish   comes from ever new addresses, takes grants for 2 s and is gone
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
       FIRST_CLIENT = 0x0A400001, FIRST_ABUSER = 0x0A440001, SERVER = 0x0A4D0001, GROUP = 0xE0000181,
       FINE = 64, OCTAVES = 40, LAST = 4, BURST = 200, NOBODY = -1 };

/* The latest Syncs of a client, by sequenceId: what comes for them later is matched to the right one. */
struct client {
    int64_t sync_ns[LAST], asked_ns[LAST];
    uint16_t sequence[LAST], sync_sequence, last_measured;
    unsigned char granted, seen, measured;
    uint32_t syncs;
};

/* Times, ns, to 1.6 %: buckets of an octave, FINE in each. */
struct histogram {
    long count[FINE * OCTAVES], total;
};

static struct client *all;
static uint32_t clients;
static int fd, ready, measuring;
static double nominal_ns;
static unsigned char server_mac[6], own_mac[6], out_data[BATCH][160];
static struct mmsghdr out[BATCH];
static struct iovec out_part[BATCH];
static int32_t out_client[BATCH];
static uint16_t out_sequence[BATCH];
static long granted, refusals, syncs, lost_syncs, follow_ups, requests, responses, announces, late, within5, within30, intervals, unsent;
static struct histogram follow_up_ns, response_ns, interval_ns, error_ns;

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
    int64_t at_ns = now_ns();
    for (int i = 0; i < ready; i++) {
        if (out_client[i] != NOBODY) {
            all[out_client[i]].asked_ns[out_sequence[i] % LAST] = at_ns;
            requests++;
        }
    }
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

static unsigned checksum(const unsigned char *ip) {
    uint32_t sum = 0;
    for (int i = 0; i < 20; i += 2) {
        sum += ip[i] << 8 | ip[i + 1];
    }
    sum = (sum & 0xFFFF) + (sum >> 16);
    return ~(sum + (sum >> 16));
}

/* A frame from an address and an identity with an empty PTP message of that type and length; answers with the message. */
static unsigned char *frame(uint32_t from, uint32_t identity, int port, int type, int length, unsigned sequence) {
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
    put32(ip + 12, from);
    put32(ip + 16, SERVER);
    put16(ip + 10, checksum(ip));
    put16(ip + 20, port);
    put16(ip + 22, port);
    put16(ip + 24, 8 + length);
    unsigned char *ptp = at + PTP;
    ptp[0] = type;
    ptp[1] = 0x12;
    put16(ptp + 2, length);
    put16(ptp + 6, 0x0400);
    put32(ptp + 20, 0x00AABBFF);
    put32(ptp + 24, 0xFE000000 + identity);
    put16(ptp + 28, 1);
    put16(ptp + 30, sequence);
    ptp[33] = 0x7F;
    out_part[ready] = (struct iovec) {at, PTP + length};
    out[ready].msg_hdr = (struct msghdr) {.msg_iov = &out_part[ready], .msg_iovlen = 1};
    out_client[ready++] = NOBODY;
    return ptp;
}

/* Sync, Delay_Resp, Announce. */
static const unsigned char wanted[] = {0x00, 0x90, 0xB0};

static void ask(uint32_t from, uint32_t identity, int log_rate, int seconds) {
    unsigned char *ptp = frame(from, identity, 320, 12, 74, identity);
    memset(ptp + 34, 0xFF, 10);
    for (int i = 0; i < 3; i++) {
        unsigned char *tlv = ptp + 44 + 10 * i;
        put16(tlv, 4);
        put16(tlv + 2, 6);
        tlv[4] = wanted[i];
        tlv[5] = wanted[i] == 0xB0 ? (clients > 2000 ? 4 : 0) : -log_rate;
        put32(tlv + 6, seconds);
    }
}

static void grants(struct client *c, const unsigned char *ptp, int length) {
    for (int at = 44; at + 12 <= length;) {
        int type = ptp[at] << 8 | ptp[at + 1], size = ptp[at + 2] << 8 | ptp[at + 3];
        if (type == 5) {
            int bit = ptp[at + 4] == 0 ? 1 : ptp[at + 4] == 0x90 ? 2 : 4;
            int given = (ptp[at + 6] | ptp[at + 7] | ptp[at + 8] | ptp[at + 9]) != 0;
            refusals += !given;
            if (given && !(c->granted & bit)) {
                c->granted |= bit;
                granted += c->granted == 7;
            }
        }
        at += 4 + size;
    }
}

static void count(struct histogram *histogram, int64_t ns) {
    int octave = 0;
    uint64_t left = ns < 0 ? 0 : ns;
    while (left >= 2 * FINE) {
        left >>= 1;
        octave++;
    }
    int bucket = left < FINE ? left : octave * FINE + left;
    histogram->count[bucket < FINE * OCTAVES ? bucket : FINE * OCTAVES - 1]++;
    histogram->total++;
}

static double quantile(const struct histogram *histogram, double part) {
    long below = 0;
    for (int i = 0; i < FINE * OCTAVES; i++) {
        below += histogram->count[i];
        if (histogram->total > 0 && below >= part * histogram->total) {
            return i < 2 * FINE ? i : (double) ((uint64_t) (FINE + i % FINE) << (i / FINE - 1));
        }
    }
    return 0;
}

static void on_sync(struct client *c, uint32_t index, unsigned sequence, int64_t at_ns) {
    if (measuring) {
        syncs++;
        c->syncs++;
        if (c->seen) {
            lost_syncs += (uint16_t) (sequence - c->sync_sequence - 1);
            int64_t apart_ns = at_ns - c->sync_ns[c->sync_sequence % LAST];
            double off = apart_ns / nominal_ns - 1;
            intervals++;
            within5 += off > -0.05 && off < 0.05;
            within30 += off > -0.3 && off < 0.3;
            count(&interval_ns, apart_ns);
        }
        c->last_measured = sequence;
        c->measured = 1;
        frame(FIRST_CLIENT + index, index, 319, 1, 44, sequence);
        out_client[ready - 1] = index;
        out_sequence[ready - 1] = sequence;
    }
    c->seen = measuring;
    c->sync_ns[sequence % LAST] = at_ns;
    c->sequence[sequence % LAST] = sequence;
    c->sync_sequence = sequence;
}

/* Whether this belongs to a measured Sync; how long after it is known for the latest ones. */
static int answers(struct client *c, unsigned sequence, const int64_t *since_ns, int64_t at_ns, struct histogram *histogram) {
    if (!c->measured || (int16_t) (sequence - c->last_measured) > 0) {
        return 0;
    }
    if (c->sequence[sequence % LAST] == sequence) {
        count(histogram, at_ns - since_ns[sequence % LAST]);
    } else {
        late++;
    }
    return 1;
}

/* What its receive stamp and the server's t1 differ by, whole seconds (the offset to UTC) left out. */
static void compare(const struct client *c, unsigned sequence, const unsigned char *ptp) {
    if (c->sequence[sequence % LAST] == sequence) {
        int64_t part_ns = (uint32_t) ptp[40] << 24 | ptp[41] << 16 | ptp[42] << 8 | ptp[43];
        int64_t error = (c->sync_ns[sequence % LAST] - part_ns) % 1000000000;
        count(&error_ns, error > 500000000 ? 1000000000 - error : error);
    }
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
        if (answers(c, sequence, c->sync_ns, at_ns, &follow_up_ns)) {
            follow_ups++;
            compare(c, sequence, ptp);
        }
        break;
    case 9:
        responses += answers(c, sequence, c->asked_ns, at_ns, &response_ns);
        break;
    case 11:
        announces += measuring;
        break;
    case 12:
        grants(c, ptp, length - PTP);
        break;
    }
}

static unsigned char *ring;
static unsigned at_frame;

static int take(int wait_ms) {
    int taken = 0;
    struct tpacket2_hdr *header = (struct tpacket2_hdr *) (ring + (size_t) at_frame * FRAME);
    if (wait_ms > 0 && !(header->tp_status & TP_STATUS_USER)) {
        struct pollfd p = {fd, POLLIN, 0};
        poll(&p, 1, wait_ms);
    }
    while ((header = (struct tpacket2_hdr *) (ring + (size_t) at_frame * FRAME))->tp_status & TP_STATUS_USER) {
        on_frame((unsigned char *) header + header->tp_mac, header->tp_snaplen,
                header->tp_sec * 1000000000LL + header->tp_nsec);
        __sync_synchronize();
        header->tp_status = TP_STATUS_KERNEL;
        at_frame = (at_frame + 1) % FRAMES;
        taken++;
    }
    flush();
    return taken;
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

static void negotiate(int log_rate) {
    int64_t until = now_ns() + 30000000000LL, progress = now_ns();
    for (long before = -1; granted < clients && now_ns() < until && now_ns() < progress + 4000000000LL;) {
        int asked = 0;
        if (granted > before) {
            before = granted;
            progress = now_ns();
        }
        for (uint32_t i = 0; i < clients; i++) {
            if (all[i].granted != 7) {
                ask(FIRST_CLIENT + i, i, log_rate, 300);
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

static void abuse(const char *kind, uint32_t number) {
    uint32_t from = FIRST_ABUSER + number % 10000, identity = 0x800000 + number % 0x700000;
    if (strcmp(kind, "delay") == 0) {
        frame(from, identity, 319, 1, 44, number);
    } else if (strcmp(kind, "group") == 0) {
        unsigned char *ptp = frame(from, identity, 319, 1, 44, number), *ip = ptp - PTP + ETHERNET;
        memcpy(ip - ETHERNET, "\x01\x00\x5e\x00\x01\x81", 6);
        put32(ip + 16, GROUP);
        put16(ip + 10, 0);
        put16(ip + 10, checksum(ip));
        ptp[6] = 0;
    } else if (strcmp(kind, "garbage") == 0) {
        unsigned char *ptp = frame(from, identity, 320, 12, 64, number);
        memset(ptp + 34, 0xFF, 10);
        for (int i = 44; i < 64; i++) {
            ptp[i] = (number * 2654435761u + i * 40503u) >> 16;
        }
        put16(ptp + 44, number % 3 == 0 ? 4 : number % 3 == 1 ? 6 : number);
        put16(ptp + 46, number % 5 == 0 ? 0xFFFE : number % 5 == 1 ? 5 : number % 32);
    } else if (strcmp(kind, "greedy") == 0) {
        ask(FIRST_ABUSER, identity, 7, 3600);
    } else if (strcmp(kind, "again") == 0) {
        ask(FIRST_ABUSER, 0x800000, 0, 3600);
    } else if (strcmp(kind, "crowd") == 0) {
        ask(from, 0x800000 + number % 10000, 7, 3600);
    } else if (strcmp(kind, "manage") == 0) {
        unsigned char *ptp = frame(from, identity, 320, 13, 54, number);
        memset(ptp + 34, 0xFF, 10);
        put16(ptp + 48, 1);
        put16(ptp + 50, 2);
        put16(ptp + 52, 0x2000);
    } else {
        ask(from, identity, 0, 2);
    }
}

static int fewer(const void *one, const void *other) {
    uint32_t a = ((const struct client *) one)->syncs, b = ((const struct client *) other)->syncs;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv) {
    if (argc != 8 && argc != 10) {
        return 2;
    }
    mac(argv[2], server_mac);
    mac(argv[3], own_mac);
    clients = atoi(argv[4]);
    int log_rate = atoi(argv[5]);
    double abuses = argc == 10 ? atof(argv[9]) : 0;
    nominal_ns = log_rate < 0 ? 1e9 * (1 << -log_rate) : 1e9 / (1 << log_rate);
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
    requests = 0;
    int64_t start = now_ns(), end = start + (int64_t) (atof(argv[6]) * 1e9), now;
    for (uint32_t abused = 0; (now = now_ns()) < end;) {
        for (int i = 0; i < BATCH && abused < (now - start) * 1e-9 * abuses; i++) {
            abuse(argv[8], abused++);
        }
        if (take(0) == 0) {
            /* Nobody waits in a poll: waking one up would be at the server's expense. */
            nanosleep(&(struct timespec) {0, 50000}, NULL);
        }
    }
    double took = (now_ns() - start) * 1e-9;
    measuring = 0;
    for (int64_t rest = now_ns() + 500000000LL; now_ns() < rest;) {
        take(1);
    }
    getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size);
    qsort(all, clients, sizeof *all, fewer);
    uint32_t served_from = atoi(argv[7]) && granted > 0 ? clients - granted : 0;
    printf("granted %ld\nrefusals %ld\n", granted, refusals);
    printf("syncs-per-s %.1f\nannounces-per-s %.1f\n", syncs / took, announces / took);
    printf("lost-syncs %ld\nlost-follow-ups %ld\nlost-responses %ld\nlate %ld\n", lost_syncs, syncs - follow_ups,
            requests - responses, late);
    printf("client-min %.3f\nclient-max %.3f\n", all[served_from].syncs / took, all[clients - 1].syncs / took);
    printf("within-5 %.4f\nwithin-30 %.4f\n", intervals ? (double) within5 / intervals : 0,
            intervals ? (double) within30 / intervals : 0);
    printf("interval-p1 %.4f\ninterval-p50 %.4f\ninterval-p99 %.4f\n", quantile(&interval_ns, 0.01) / nominal_ns,
            quantile(&interval_ns, 0.5) / nominal_ns, quantile(&interval_ns, 0.99) / nominal_ns);
    struct {
        const char *name;
        const struct histogram *times;
    } told[] = {{"follow-up", &follow_up_ns}, {"response", &response_ns}, {"error", &error_ns}};
    for (int i = 0; i < 3; i++) {
        printf("%s-p50-us %.2f\n%s-p99-us %.2f\n%s-p999-us %.2f\n", told[i].name, quantile(told[i].times, 0.5) / 1000,
                told[i].name, quantile(told[i].times, 0.99) / 1000, told[i].name, quantile(told[i].times, 0.999) / 1000);
    }
    printf("rig-dropped %u\nrig-unsent %ld\n", stats.tp_drops, unsent);
    return 0;
}
