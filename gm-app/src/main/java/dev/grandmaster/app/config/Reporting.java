package dev.grandmaster.app.config;

import java.util.Optional;

/** What is told to people and machines beside time: alarms, history, MQTT, figures. */
public record Reporting(Alarms alarms, History history, Mqtt mqtt, Influx influx) {

    /**
     * Limits of alarms; see docs/alarms.md.
     *
     * @param lockSeconds      the clock is expected to lock within so long
     * @param offsetNs         error of a locked clock, ns
     * @param pulseNoiseNs     scatter of the pulses, ns, one sigma
     * @param satellites       fewest in the solution
     * @param carrierToNoise   least of the best four, dBHz
     * @param heartbeatSeconds between two signs of life; 0 for none
     */
    public record Alarms(int lockSeconds, double offsetNs, double pulseNoiseNs, int satellites, double carrierToNoise,
            int heartbeatSeconds) {
    }

    /**
     * What is recorded.
     *
     * @param days   for how long it is kept
     * @param maxMiB the store never grows beyond this; the oldest goes first
     */
    public record History(boolean enabled, int days, int maxMiB) {
    }

    /**
     * The broker and what it is told.
     *
     * @param broker           address; empty: none is told
     * @param embedded         it is our own, in this process
     * @param clientId         empty: made from the clockIdentity
     * @param topicPrefix      empty: {@code grandmaster/<clockIdentity>}
     * @param telemetrySeconds between two messages of figures; 0 for none
     * @param discoveryPrefix  where Home Assistant looks; empty: it is told nothing
     * @param queue            most messages that wait on the disk
     */
    public record Mqtt(Optional<String> broker, boolean embedded, Optional<String> clientId,
            Optional<String> topicPrefix,
            int telemetrySeconds, Optional<String> discoveryPrefix, int queue, Credentials credentials) {
    }

    /**
     * Who we are to the broker, and who it has to be; each the path of a file.
     *
     * @param loginFile       first line the user, second the password
     * @param caFile          certificates, PEM, of which one must have signed the broker's; empty: those of the system
     * @param certificateFile ours, PEM
     * @param keyFile         its private key, PEM, PKCS #8
     */
    public record Credentials(Optional<String> loginFile, Optional<String> caFile, Optional<String> certificateFile,
            Optional<String> keyFile) {
    }

    /**
     * An InfluxDB and what it is told.
     *
     * @param url       of the server; empty: none is told
     * @param database  of version 1; empty where there is a bucket
     * @param bucket    of version 2
     * @param org       of the bucket
     * @param tokenFile path of a file whose first line is the token
     * @param caFile    path of certificates, PEM, of which one must have signed the server's; empty: those of the system
     * @param seconds   between two looks at all figures
     * @param queue     most looks that wait while the server is away
     */
    public record Influx(Optional<String> url, Optional<String> database, Optional<String> bucket, Optional<String> org,
            Optional<String> tokenFile, Optional<String> caFile, int seconds, int queue) {
    }
}
