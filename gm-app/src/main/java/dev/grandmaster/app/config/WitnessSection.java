package dev.grandmaster.app.config;

import java.util.List;

/** Sources of time that do not depend on the receiver: names of NTP servers. */
final class WitnessSection extends Section<List<String>> {
    private static final Type<List<String>> SERVERS = Type.texts(
            "[A-Za-z0-9.-]+(:[0-9]{1,5})?|[0-9A-Fa-f:]+|\\[[0-9A-Fa-f:]+\\]:[0-9]{1,5}",
            "hosts such as \"ntp.example.org\", \"192.0.2.1:123\" or \"[2001:db8::1]:123\"");

    private final Row<List<String>> ntpServers = row("ntpServers", SERVERS, List.of(),
            "NTP servers that are asked, about once a minute, whether our second is the right one. One is enough to confirm"
                    + " it; two that agree can deny it, and after a minute the clock is then announced as free running."
                    + " They never steer the clock. The board's real-time clock is heard too where there is one.");

    WitnessSection() {
        super("witness", false, "Sources of time that do not depend on the receiver.");
    }

    @Override
    List<String> bind(Values values) {
        return values.get(ntpServers);
    }
}
