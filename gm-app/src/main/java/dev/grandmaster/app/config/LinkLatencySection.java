package dev.grandmaster.app.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.grandmaster.app.config.SiteConfig.LinkLatency;

/** {@code [[ptp.latency]]}: what a card's latencies are at one speed of the link. */
final class LinkLatencySection extends Section<LinkLatency> {
    private final Row<String> interfaceName = required("interface", BoardFile.INTERFACE,
            "Network interface; it holds for all ports on it.");
    private final Row<Integer> linkSpeed = required("linkSpeed", Type.whole(1, 10_000_000, "Mbit/s"),
            "Speed of the link at which it holds.");
    private final Row<Double> egressLatency = row("egressLatency", PtpPortSection.LATENCY, 0.0,
            "As the port's row, which counts at speeds that have no table.");
    private final Row<Double> ingressLatency = row("ingressLatency", PtpPortSection.LATENCY, 0.0, "The same.");

    LinkLatencySection() {
        super("ptp.latency", true,
                "Latencies of a network interface at one speed of its link. They are put in force when"
                        + " the link comes up or renegotiates, and that is told.");
    }

    @Override
    LinkLatency bind(Values values) {
        return new LinkLatency(values.get(interfaceName), values.get(linkSpeed), values.get(egressLatency),
                values.get(ingressLatency));
    }

    void check(Found found) {
        Set<String> taken = new HashSet<>();
        found.each(this, (latency, values) -> {
            if (!taken.add(latency.interfaceName() + ' ' + latency.linkSpeed())) {
                values.refuse(linkSpeed, "another table has the same interface and speed", "each combination once");
            }
        });
    }

    /** Those of an interface. */
    List<LinkLatency> of(Found found, String name) {
        return found.all(this).stream().filter(latency -> latency.interfaceName().equals(name)).toList();
    }
}
