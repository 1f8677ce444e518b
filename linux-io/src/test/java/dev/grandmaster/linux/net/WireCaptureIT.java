package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the frames look like to somebody else: tcpdump takes them on the far side, tshark tells what they are. */
@Timeout(60)
class WireCaptureIT {

    private static final int SYNC = 0x00;
    private static final int PDELAY_REQ = 0x02;
    private static final int FOLLOW_UP = 0x08;
    private static final SocketOptions OPTIONS = new SocketOptions(1, 33, 46, 10, 0x5, 100_000_000L, true);

    @TempDir
    Path folder = Path.of(".");
    private Namespaces namespaces;

    @BeforeEach
    void makeNamespaces() throws Exception {
        Namespaces.assumeInstalled("tcpdump", "tshark");
        namespaces = Namespaces.make();
    }

    @AfterEach
    void cleanUp() throws Exception {
        namespaces.close();
    }

    @Test
    void udpIpv4() throws Exception {
        List<String> frames = capture(TransportProtocol.UDP_IPV4, "udp", new PtpAddress().setIpv4(0x0A4D_0002, 0),
                "ip.src", "ip.dst", "ip.ttl", "ip.dsfield.dscp", "udp.dstport", "ptp.v2.messagetype",
                "ptp.v2.sequenceid");
        assertEquals(List.of("10.77.0.1 224.0.1.129 1 46 319 0x00 1", "10.77.0.1 224.0.0.107 1 46 319 0x02 2",
                "10.77.0.1 10.77.0.2 33 46 319 0x00 3", "10.77.0.1 224.0.1.129 1 10 320 0x08 4"), frames);
    }

    @Test
    void udpIpv6() throws Exception {
        namespaces.ip("-6", "addr", "add", "fe80::77/64", "dev", Namespaces.INTERFACE, "nodad");
        List<String> frames = capture(TransportProtocol.UDP_IPV6, "udp",
                new PtpAddress().set(0xFD77_0000_0000_0000L, 2, 0),
                "ipv6.dst", "ipv6.hlim", "ipv6.tclass.dscp", "udp.dstport", "udp.length", "ptp.v2.messagetype",
                "ptp.v2.sequenceid");
        assertEquals(
                List.of("ff05::181 1 46 319 54 0x00 1", "ff02::6b 1 46 319 64 0x02 2", "fd77::2 33 46 319 54 0x00 3",
                        "ff05::181 1 10 320 52 0x08 4"),
                frames);
    }

    @Test
    void ethernet() throws Exception {
        namespaces.ip("link", "set", Namespaces.INTERFACE, "address", "02:00:00:00:00:01");
        List<String> frames = capture(TransportProtocol.IEEE_802_3, "ether proto 0x88f7",
                new PtpAddress().setEthernet(0x0200_0000_0002L), "eth.src", "eth.dst", "eth.type", "ptp.v2.messagetype",
                "ptp.v2.sequenceid");
        assertEquals(List.of("02:00:00:00:00:01 01:1b:19:00:00:00 0x88f7 0x00 1",
                "02:00:00:00:00:01 01:80:c2:00:00:0e 0x88f7 0x02 2",
                "02:00:00:00:00:01 02:00:00:00:00:02 0x88f7 0x00 3",
                "02:00:00:00:00:01 01:1b:19:00:00:00 0x88f7 0x08 4"), frames);
    }

    /** Sends four messages: to both groups, to one host, and a general one; answers one line of fields for each. */
    private List<String> capture(TransportProtocol protocol, String filter, PtpAddress host, String... fields)
            throws Exception {
        Path file = folder.resolve("frames.pcap");
        Process tcpdump = new ProcessBuilder("ip", "netns", "exec", namespaces.theirs, "tcpdump", "-i",
                Namespaces.INTERFACE,
                "--immediate-mode", "-U", "-c", "4", "-w", file.toString(), filter).redirectErrorStream(true).start();
        try (BufferedReader output = tcpdump.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.contains("listening on")) {
                line = output.readLine();
            }
            send(protocol, host);
            output.lines().forEach(ignored -> {
            });
            assertEquals(true, tcpdump.waitFor(20, TimeUnit.SECONDS), "tcpdump saw less than four frames");
        } finally {
            tcpdump.destroyForcibly();
        }
        String[] command = {"tshark", "-r", file.toString(), "-T", "fields", "-E", "separator= "};
        String[] asked = Arrays.stream(fields).flatMap(field -> Stream.of("-e", field)).toArray(String[]::new);
        String[] whole = Stream.concat(Arrays.stream(command), Arrays.stream(asked)).toArray(String[]::new);
        return Namespaces.run(whole).lines().filter(line -> !line.startsWith("Running as")).map(String::strip).toList();
    }

    private void send(TransportProtocol protocol, PtpAddress host) throws Exception {
        namespaces.enter(namespaces.ours);
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, protocol, Timestamping.SOFTWARE);
        try (LinuxPtpTransport us = LinuxPtpTransport.open(spec, -1, System::nanoTime, OPTIONS)) {
            us.sendEvent(1, us.primaryGroup(), message(SYNC, 1, 44), 44);
            us.sendEvent(2, us.peerDelayGroup(), message(PDELAY_REQ, 2, 54), 54);
            us.sendEvent(3, host, message(SYNC, 3, 44), 44);
            assertEquals(0, us.flush());
            us.sendGeneral(us.primaryGroup(), message(FOLLOW_UP, 4, 44), 44);
            assertEquals(0, us.flush());
        }
    }

    private static MemorySegment message(int type, int sequence, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) type;
        bytes[1] = 0x12;
        bytes[3] = (byte) length;
        bytes[31] = (byte) sequence;
        return MemorySegment.ofArray(bytes);
    }
}
