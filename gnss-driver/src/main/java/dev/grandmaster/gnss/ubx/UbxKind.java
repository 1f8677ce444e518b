package dev.grandmaster.gnss.ubx;

import java.util.HashMap;
import java.util.Map;

import dev.grandmaster.gnss.scan.Frame;

/** Class and id of a UBX message as one number, {@code class << 8 | id}, and the names that people know them by. */
public final class UbxKind {

    public static final int NAV_STATUS = 0x0103;
    public static final int NAV_PVT = 0x0107;
    public static final int NAV_TIMEGPS = 0x0120;
    public static final int NAV_TIMEUTC = 0x0121;
    public static final int NAV_TIMELS = 0x0126;
    public static final int NAV_TIMEGLO = 0x0123;
    public static final int NAV_TIMEBDS = 0x0124;
    public static final int NAV_TIMEGAL = 0x0125;
    public static final int NAV_SAT = 0x0135;
    public static final int NAV_SVIN = 0x013B;
    public static final int ACK_NAK = 0x0500;
    public static final int ACK_ACK = 0x0501;
    public static final int CFG_PRT = 0x0600;
    public static final int CFG_MSG = 0x0601;
    public static final int CFG_RATE = 0x0608;
    public static final int CFG_NAV5 = 0x0624;
    public static final int CFG_TP5 = 0x0631;
    public static final int CFG_TMODE2 = 0x063D;
    public static final int CFG_TMODE3 = 0x0671;
    public static final int CFG_VALSET = 0x068A;
    public static final int CFG_VALGET = 0x068B;
    public static final int MON_VER = 0x0A04;
    public static final int MON_HW = 0x0A09;
    public static final int MON_RF = 0x0A38;
    public static final int TIM_TP = 0x0D01;
    public static final int TIM_SVIN = 0x0D04;
    public static final int SEC_SIG = 0x2709;

    private static final int CLASS_AT = 2;
    private static final int ID_AT = 3;

    private static final Map<Integer, String> CLASSES = Map.ofEntries(Map.entry(0x01, "NAV"), Map.entry(0x02, "RXM"),
            Map.entry(0x04, "INF"), Map.entry(0x05, "ACK"), Map.entry(0x06, "CFG"), Map.entry(0x09, "UPD"),
            Map.entry(0x0A, "MON"), Map.entry(0x0B, "AID"), Map.entry(0x0C, "TUN"), Map.entry(0x0D, "TIM"),
            Map.entry(0x10, "ESF"), Map.entry(0x13, "MGA"), Map.entry(0x21, "LOG"), Map.entry(0x27, "SEC"),
            Map.entry(0x28, "HNR"));

    /** Kinds that are not listed go by their id. A question mark stands where no public description gives the name. */
    private static final Map<Integer, String> NAMES = names("""
            0101 POSECEF 0102 POSLLH 0103 STATUS 0104 DOP 0106 SOL 0107 PVT 0109 ODO 0111 VELECEF 0112 VELNED
            0113 HPPOSECEF 0114 HPPOSLLH 0120 TIMEGPS 0121 TIMEUTC 0122 CLOCK 0123 TIMEGLO 0124 TIMEBDS 0125 TIMEGAL
            0126 TIMELS 0127 TIMEQZSS 0130 SVINFO 0131 DGPS 0132 SBAS 0134 ORB 0135 SAT 0136 COV 0139 GEOFENCE
            013B SVIN 013C RELPOSNED 0142 SLAS 0143 SIG 0160 AOPSTATUS 0161 EOE 0164 TIMETRUSTED
            0210 RAW 0211 SFRB 0213 SFRBX 0214 MEASX 0215 RAWX 0220 SVSI 0232 RTCM 0261 TM?
            0400 ERROR 0401 WARNING 0402 NOTICE 0403 TEST 0404 DEBUG
            0500 NAK 0501 ACK
            0A02 IO 0A04 VER 0A05 EXCEPT? 0A06 MSGPP 0A07 RXBUF 0A08 TXBUF 0A09 HW 0A0B HW2 0A27 PATCH 0A28 GNSS
            0A31 SPAN 0A36 COMMS 0A37 HW3 0A38 RF
            0D01 TP 0D03 TM2 0D04 SVIN 0D06 VRFY
            2703 UNIQID 2709 SIG 270A OSNMA
            """);

    private UbxKind() {
    }

    /** The kind of a UBX frame. */
    public static int of(Frame frame) {
        return (frame.u8(CLASS_AT) << 8) | frame.u8(ID_AT);
    }

    /** {@code NAV-PVT}, {@code CFG-0x8b} where the id has no name here, {@code 0x42-0x01} where the class has none. */
    public static String name(int kind) {
        String className = CLASSES.getOrDefault(kind >>> 8, hex(kind >>> 8));
        return className + '-' + NAMES.getOrDefault(kind, hex(kind & 0xFF));
    }

    private static String hex(int octet) {
        return "0x" + Character.forDigit(octet >>> 4, 16) + Character.forDigit(octet & 0xF, 16);
    }

    private static Map<Integer, String> names(String table) {
        Map<Integer, String> names = new HashMap<>();
        String[] words = table.strip().split("\\s+", -1);
        for (int i = 0; i < words.length; i += 2) {
            names.put(Integer.parseInt(words[i], 16), words[i + 1]);
        }
        return Map.copyOf(names);
    }
}
