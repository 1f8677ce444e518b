package dev.grandmaster.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded bytes of GNSS receivers; where there are none, a second of UBX and NMEA over and over. */
final class Corpus {
    private static final int SYNTHETIC_SECONDS = 8_000;
    private static final int PVT_PAYLOAD = 92;

    private Corpus() {
    }

    /** Where the recordings lie, by property {@code gm.data} or beside the tree. */
    static String folder() {
        String beside = Path.of(System.getProperty("gm.home", "."), "..", "shared", "data").normalize().toString();
        return Path.of(System.getProperty("gm.data", beside), "gnss").toString();
    }

    static String describe(String folder) {
        return Files.isDirectory(Path.of(folder)) ? "recorded streams" : "a synthetic stream";
    }

    static byte[] read(String folder) throws IOException {
        if (!Files.isDirectory(Path.of(folder))) {
            return synthetic();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> walk = Files.walk(Path.of(folder))) {
            List<Path> files = walk.filter(Corpus::isStream).sorted().toList();
            for (Path file : files) {
                try (InputStream raw = Files.newInputStream(file);
                        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
                    in.transferTo(all);
                }
            }
        }
        return all.toByteArray();
    }

    private static boolean isStream(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        return name.endsWith(".log") || name.endsWith(".ubx");
    }

    /** NAV-PVT and four sentences for each second. */
    static byte[] synthetic() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int second = 0; second < SYNTHETIC_SECONDS; second++) {
            ubx(all, second);
            String time = String.format(Locale.ROOT, "%02d%02d%02d.00", second / 3600 % 24, second / 60 % 60,
                    second % 60);
            sentence(all, "GNRMC," + time + ",A,4807.0380,N,01131.0000,E,0.02,,221126,,,A,V");
            sentence(all, "GNGGA," + time + ",4807.0380,N,01131.0000,E,1,12,0.80,545.4,M,46.9,M,,");
            sentence(all, "GNGSA,A,3,04,05,09,12,24,25,29,31,,,,,1.5,0.8,1.2,1");
            sentence(all, "GPGSV,3,1,11,03,03,111,30,04,15,270,40,06,01,010,22,13,06,292,28,1");
        }
        return all.toByteArray();
    }

    private static void ubx(ByteArrayOutputStream all, int second) {
        byte[] frame = new byte[PVT_PAYLOAD + 8];
        frame[0] = (byte) 0xB5;
        frame[1] = 0x62;
        frame[2] = 0x01;
        frame[3] = 0x07;
        frame[4] = PVT_PAYLOAD;
        frame[6] = (byte) second;
        frame[7] = (byte) (second >> 8);
        int a = 0;
        int b = 0;
        for (int i = 2; i < frame.length - 2; i++) {
            a += frame[i];
            b += a;
        }
        frame[frame.length - 2] = (byte) a;
        frame[frame.length - 1] = (byte) b;
        all.writeBytes(frame);
    }

    private static void sentence(ByteArrayOutputStream all, String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        all.writeBytes(String.format(Locale.ROOT, "$%s*%02X\r\n", body, sum).getBytes(StandardCharsets.US_ASCII));
    }
}
