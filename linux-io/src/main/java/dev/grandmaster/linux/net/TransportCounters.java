package dev.grandmaster.linux.net;

import dev.grandmaster.counter.Counter;

/**
 * What went wrong at one port's sockets. Written by the port's thread, read by anybody.
 *
 * @param sendRefused  messages that the kernel refused for good
 * @param stampsLost   event messages whose transmit stamp did not come
 * @param unstamped    event messages received without a stamp
 * @param passedOver   received messages that were too long or not for us
 * @param reopened     times that the sockets were opened
 * @param openFailures tries to open them that failed
 */
public record TransportCounters(Counter sendRefused, Counter stampsLost, Counter unstamped, Counter passedOver,
        Counter reopened, Counter openFailures) {

    TransportCounters() {
        this(new Counter("send_refused"), new Counter("transmit_stamps_lost"), new Counter("received_unstamped"),
                new Counter("received_passed_over"), new Counter("sockets_opened"),
                new Counter("sockets_open_failures"));
    }
}
