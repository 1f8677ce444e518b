package dev.grandmaster.app.config;

import java.util.Optional;

/** The tables of {@link Reporting}. */
final class ReportingSections {

    final AlarmsSection alarms = new AlarmsSection();
    final HistorySection history = new HistorySection();
    final MqttSection mqtt = new MqttSection();
    final InfluxSection influx = new InfluxSection();

    Reporting bind(Found found) {
        return new Reporting(found.one(alarms), found.one(history), found.one(mqtt), found.one(influx));
    }

    /** {@code [alarms]}. */
    static final class AlarmsSection extends Section<Reporting.Alarms> {
        private final Row<Integer> lockSeconds = row("lockSeconds", Type.whole(10, 86_400, "s"), 900,
                "The clock is expected to lock within so long of the start.");
        private final Row<Double> offsetNs = row("offsetNs", Type.real(1, 1e9, "ns"), 1000.0,
                "Estimated error of the locked clock that is an alarm.");
        private final Row<Double> pulseNoiseNs = row("pulseNoiseNs", Type.real(1, 1e9, "ns"), 100.0,
                "Scatter of the pulses that is an alarm, one sigma. Where software stamps them, three times their"
                        + " uncertainty counts instead if that is more.");
        private final Row<Integer> satellites = row("satellites", Type.whole(0, 32), 5,
                "Fewer satellites in the receiver's solution are an alarm.");
        private final Row<Double> carrierToNoise = row("carrierToNoiseDbHz", Type.real(0, 60, "dBHz"), 35.0,
                "Less on average of the four strongest signals is an alarm.");
        private final Row<Integer> heartbeatSeconds = row("heartbeatSeconds", Type.whole(0, 86_400, "s"), 300,
                "Between two signs of life; 0 for none.");

        AlarmsSection() {
            super("alarms", false, "Limits of alarms; docs/alarms.md lists them all.");
        }

        @Override
        Reporting.Alarms bind(Values values) {
            return new Reporting.Alarms(values.get(lockSeconds), values.get(offsetNs), values.get(pulseNoiseNs),
                    values.get(satellites), values.get(carrierToNoise), values.get(heartbeatSeconds));
        }
    }

    /** {@code [history]}. */
    static final class HistorySection extends Section<Reporting.History> {
        private final Row<Boolean> enabled = row("enabled", Type.flag(), true,
                "One record a second is kept, in the state directory.");
        private final Row<Integer> days = row("days", Type.whole(1, 4000, "days"), 400,
                "Records are kept for so long.");
        private final Row<Integer> maxMiB = row("maxMiB", Type.whole(1, 1_000_000, "MiB"), 1024,
                "The records take so much room at most; the oldest go first.");

        HistorySection() {
            super("history", false, "What is recorded, for plots and for the auditor.");
        }

        @Override
        Reporting.History bind(Values values) {
            return new Reporting.History(values.get(enabled), values.get(days), values.get(maxMiB));
        }
    }

    /** {@code [mqtt]}. */
    static final class MqttSection extends Section<Reporting.Mqtt> {
        private final Row<String> broker = optional("broker",
                Type.text("(tcp|ssl)://[^\\s/]+:[0-9]{1,5}",
                        "an address such as \"tcp://192.0.2.1:1883\" or \"ssl://broker.example:8883\""),
                "The broker. Without it nothing is told by MQTT.");
        private final Row<Boolean> embedded = row("embedded", Type.flag(), false,
                "A broker of our own, in the same process, for trying out: it keeps nothing and asks nobody for a"
                        + " password. An installation need not carry it.");
        private final Row<String> embeddedListen = row("embeddedListen", Type.listenAddress(), "127.0.0.1:1883",
                "Where it listens. The default is seen from this host alone.");
        private final Row<String> clientId = optional("clientId", Type.text(),
                "Our name at the broker; without it \"grandmaster-\" and the clockIdentity.");
        private final Row<String> topicPrefix = optional("topicPrefix",
                Type.text("[^+#\\s]*[^+#\\s/]", "a topic without + and #, not ending in /"),
                "Beginning of all topics; without it \"grandmaster/\" and the clockIdentity.");
        private final Row<Integer> telemetrySeconds = row("telemetrySeconds", Type.whole(0, 86_400, "s"), 10,
                "Between two messages of figures; 0 for none.");
        private final Row<String> discoveryPrefix = optional("discoveryPrefix",
                Type.text("[^+#\\s]*[^+#\\s/]", "a topic without + and #, not ending in /"),
                "Where Home Assistant looks for devices, usually \"homeassistant\"; without it it is told nothing.");
        private final Row<Integer> queue = row("queue", Type.whole(10, 1_000_000), 10_000,
                "So many messages of alarms wait on the disk while the broker is away.");
        private final Row<String> loginFile = optional("loginFile", Type.text(),
                "A file whose first line is the user and whose second the password.");
        private final Row<String> caFile = optional("caFile", Type.text(),
                "Certificates (PEM) of which one must have signed the broker's; without it those of the system.");
        private final Row<String> certificateFile = optional("certificateFile", Type.text(),
                "Our certificate (PEM), for a broker that asks for one.");
        private final Row<String> keyFile = optional("keyFile", Type.text(),
                "Its private key (PEM, PKCS #8).");

        MqttSection() {
            super("mqtt", false, "What is told to an MQTT broker; docs/mqtt.md describes topics and messages.");
        }

        void check(Found found) {
            Values values = found.values(this);
            if (values.has(certificateFile) != values.has(keyFile)) {
                values.refuse(values.has(certificateFile) ? certificateFile : keyFile,
                        "a certificate and its key belong together",
                        "mqtt.certificateFile and mqtt.keyFile");
            }
            if (!values.broken() && values.get(embedded) && values.has(broker)) {
                values.refuse(embedded, "there is a broker already", "mqtt.broker or mqtt.embedded");
            }
        }

        @Override
        Reporting.Mqtt bind(Values values) {
            Optional<String> own = values.get(embedded)
                    ? Optional.of("tcp://" + values.get(embeddedListen))
                    : Optional.empty();
            return new Reporting.Mqtt(values.find(broker).or(() -> own), own.isPresent(), values.find(clientId),
                    values.find(topicPrefix),
                    values.get(telemetrySeconds), values.find(discoveryPrefix), values.get(queue),
                    new Reporting.Credentials(values.find(loginFile), values.find(caFile),
                            values.find(certificateFile), values.find(keyFile)));
        }
    }

    /** {@code [influx]}. */
    static final class InfluxSection extends Section<Reporting.Influx> {
        private final Row<String> url = optional("url",
                Type.text("https?://[^\\s/?#@]+(/[^\\s?#]*)?", "an address such as \"https://influx.example:8086\""),
                "The server that figures are pushed to. Without it none are pushed.");
        private final Row<String> database = optional("database", Type.text(),
                "Where they go on a server of version 1 (and on those that speak its /write).");
        private final Row<String> bucket = optional("bucket", Type.text(), "Where they go on a server of version 2.");
        private final Row<String> org = optional("org", Type.text(), "Whose bucket that is.");
        private final Row<String> tokenFile = optional("tokenFile", Type.text(),
                "A file whose first line is the token; on version 1 user:password.");
        private final Row<String> caFile = optional("caFile", Type.text(),
                "Certificates (PEM) of which one must have signed the server's; without it those of the system.");
        private final Row<Integer> seconds = row("seconds", Type.whole(1, 86_400, "s"), 10,
                "Between two looks at all figures.");
        private final Row<Integer> queue = row("queue", Type.whole(1, 1000), 360,
                "So many looks wait in memory while the server is away; then the oldest goes.");

        InfluxSection() {
            super("influx", false, "Figures pushed to an InfluxDB as line protocol; docs/metrics.md has more.");
        }

        void check(Found found) {
            Values values = found.values(this);
            if (values.has(url) && values.has(database) == values.has(bucket)) {
                values.refuse(values.has(database) ? database : url, "it must be said where the figures go",
                        "influx.database or influx.bucket, one of them");
            }
        }

        @Override
        Reporting.Influx bind(Values values) {
            return new Reporting.Influx(values.find(url), values.find(database), values.find(bucket), values.find(org),
                    values.find(tokenFile), values.find(caFile), values.get(seconds), values.get(queue));
        }
    }
}
