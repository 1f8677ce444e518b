package dev.grandmaster.gnss.nmea;

/** The first two letters of an address. */
public enum Talker {

    GPS("GP"), GLONASS("GL"), GALILEO("GA"), BEIDOU("GB", "BD"), QZSS("GQ", "QZ"), NAVIC("GI"),
    /** Several systems together. */
    COMBINED("GN"),
    /** Everybody else, such as an integrated navigation system ({@code IN}). */
    OTHER("IN");

    private final String code;
    private final String formerCode;

    Talker(String code) {
        this(code, code);
    }

    Talker(String code, String formerCode) {
        this.code = code;
        this.formerCode = formerCode;
    }

    /** The two letters, in the form of the present standard. */
    public String code() {
        return code;
    }

    static Talker of(int first, int second) {
        for (Talker talker : values()) {
            if (matches(talker.code, first, second) || matches(talker.formerCode, first, second)) {
                return talker;
            }
        }
        return OTHER;
    }

    private static boolean matches(String letters, int first, int second) {
        return letters.charAt(0) == first && letters.charAt(1) == second;
    }
}
