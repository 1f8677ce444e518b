package dev.grandmaster.app.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program for a namespace: asks a master for delay by Delay_Req messages that bear the AUTHENTICATION TLV (IEEE 1588-2019 clause 16.14, as
 * linuxptp 4.4 has it), and prints what seals it sees. Knows nothing of the service's code; its HMAC is that of openssl.
 *
 * <pre>
 *   arguments: MASTER INTERFACE KEY FIRST TIMES ID=HEX...
 *     KEY    the id of the key that seals; 0: no seal
 *     FIRST  the sequenceId of the first of five requests
 *     TIMES  so often each of them is sent
 *   prints for each message it hears: messageType sequenceId (key N | no seal | wrong seal)
 * </pre>
 */
final class SealedClient {
    private static final int EVENT_PORT = 319;
    private static final int GENERAL_PORT = 320;
    private static final int REQUESTS = 5;
    private static final long LISTENING_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int DELAY_REQ_LENGTH = 44;
    /** tlvType, lengthField, SPP, secParamIndicator, keyID. */
    private static final int SEAL_HEAD = 10;
    private static final int ICV_LENGTH = 16;
    private static final int SEAL = SEAL_HEAD + ICV_LENGTH;
    private static final short AUTHENTICATION = (short) 0x8009;
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.1.129");

    private final Map<Integer, String> keys = new LinkedHashMap<>();

    private SealedClient() {
    }

    /** Listens, asks, prints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SealedClient client = new SealedClient();
        for (String key : Arrays.copyOfRange(arguments, 5, arguments.length)) {
            client.keys.put(Integer.valueOf(key.substring(0, key.indexOf('='))), key.substring(key.indexOf('=') + 1));
        }
        NetworkInterface link = NetworkInterface.getByName(arguments[1]);
        int key = Integer.parseInt(arguments[2]);
        int first = Integer.parseInt(arguments[3]);
        try (MulticastSocket event = client.open(EVENT_PORT, link);
                MulticastSocket general = client.open(GENERAL_PORT, link)) {
            for (int sequence = first; sequence < first + REQUESTS; sequence++) {
                byte[] request = client.request(sequence, key);
                for (int times = Integer.parseInt(arguments[4]); times > 0; times--) {
                    event.send(new DatagramPacket(request, request.length, InetAddress.ofLiteral(arguments[0]),
                            EVENT_PORT));
                }
            }
            long endNs = System.nanoTime() + LISTENING_NS;
            boolean more = true;
            while (more || System.nanoTime() < endNs) {
                boolean heard = client.hear(event);
                more = client.hear(general) || heard;
            }
        }
    }

    private MulticastSocket open(int port, NetworkInterface link) throws IOException {
        MulticastSocket socket = new MulticastSocket(port);
        socket.joinGroup(new InetSocketAddress(GROUP, port), link);
        socket.setSoTimeout(20);
        return socket;
    }

    private byte[] request(int sequence, int key) throws IOException, InterruptedException {
        byte[] octets = new byte[key == 0 ? DELAY_REQ_LENGTH : DELAY_REQ_LENGTH + SEAL];
        ByteBuffer out = ByteBuffer.wrap(octets);
        out.put(0, (byte) 1).put(1, (byte) 0x12).putShort(2, (short) octets.length).put(6, (byte) 4);
        out.putLong(20, 0x0200_00FF_FE00_0071L).putShort(28, (short) 1).putShort(30, (short) sequence);
        out.put(32, (byte) 1).put(33, (byte) 0x7F);
        if (key != 0) {
            out.putShort(DELAY_REQ_LENGTH, AUTHENTICATION).putShort(DELAY_REQ_LENGTH + 2, (short) (SEAL - 4));
            out.putInt(DELAY_REQ_LENGTH + 6, key);
            System.arraycopy(icv(key, octets), 0, octets, octets.length - ICV_LENGTH, ICV_LENGTH);
        }
        return octets;
    }

    /** Prints a message that waits, or that comes within the socket's time; whether one did. */
    private boolean hear(MulticastSocket socket) throws IOException, InterruptedException {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return false;
        }
        byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
        System.out.println((octets[0] & 0xF) + " " + ByteBuffer.wrap(octets).getShort(30) + ' ' + seal(octets));
        return true;
    }

    /** Of a message that ends with one of {@value #SEAL} octets, as all do here. */
    private String seal(byte[] octets) throws IOException, InterruptedException {
        ByteBuffer in = ByteBuffer.wrap(octets);
        int at = octets.length - SEAL;
        if (at < 34 || in.getShort(at) != AUTHENTICATION || in.getShort(at + 2) != SEAL - 4) {
            return "no seal";
        }
        int key = in.getInt(at + 6);
        byte[] told = Arrays.copyOfRange(octets, octets.length - ICV_LENGTH, octets.length);
        return keys.containsKey(key) && Arrays.equals(told, icv(key, octets)) ? "key " + key : "wrong seal";
    }

    /** The first 128 bits of HMAC-SHA256 over what stands before the ICV. */
    private byte[] icv(int key, byte[] octets) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder("openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt",
                "hexkey:" + keys.get(key), "-binary").start();
        openssl.getOutputStream().write(octets, 0, octets.length - ICV_LENGTH);
        openssl.getOutputStream().close();
        byte[] whole = openssl.getInputStream().readAllBytes();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl ended with " + openssl.exitValue());
        }
        return Arrays.copyOf(whole, ICV_LENGTH);
    }
}
