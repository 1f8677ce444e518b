package dev.grandmaster.ptp.port;

import java.util.Map;

import dev.grandmaster.ptp.transmit.LatencyInForce;

/** The speed of the link, and the latencies that hold at it. */
final class LinkSpeed {
    private final PortConfig.Latency configured;
    private final PortEffects effects;
    private final PortCounters counters;
    private final LatencyInForce latency;
    private int mbps;

    LinkSpeed(PortConfig.Latency configured, PortEffects effects, PortCounters counters) {
        this.configured = configured;
        this.effects = effects;
        this.counters = counters;
        latency = new LatencyInForce(configured.egressScaledNs(), configured.ingressScaledNs());
    }

    LatencyInForce latency() {
        return latency;
    }

    void onLinkSpeed(int newMbps) {
        if (newMbps == mbps || newMbps <= 0) {
            return;
        }
        int before = mbps;
        mbps = newMbps;
        PortConfig.Latency.AtSpeed now = configured.at(newMbps);
        latency.set(now.egressScaledNs(), now.ingressScaledNs());
        if (before != 0) {
            counters.renegotiated.increment();
            effects.onNotice("the link went from " + before + " to " + newMbps + " Mbit/s; egressLatency is "
                    + now.egressScaledNs() / 0x1p16 + " ns and ingressLatency " + now.ingressScaledNs() / 0x1p16 + " ns"
                    + (latencyKnown() ? " now" : ", of which it is not known whether they hold at this speed"));
        }
    }

    void addTo(Map<String, Long> counts) {
        counts.put("link_speed_mbps", (long) mbps);
        counts.put("latency_unknown", latencyKnown() ? 0L : 1L);
    }

    /** Whether the latencies in force are those of this speed: not so where others are given for other speeds only. */
    private boolean latencyKnown() {
        return configured.atSpeeds().isEmpty() || configured.at(mbps).linkSpeedMbps() != 0;
    }
}
