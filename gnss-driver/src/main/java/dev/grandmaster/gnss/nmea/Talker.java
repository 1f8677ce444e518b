package dev.grandmaster.gnss.nmea;

/** The first two letters of an address. */
public enum Talker {

    GPS("GP"), GLONASS("GL"), GALILEO("GA"), BEIDOU("GBBD"),
    /** {@code PQ} is Quectel's. */
    QZSS("GQQZPQ"), NAVIC("GI"),
    /** Several systems together. */
    COMBINED("GN"),
    /** Everybody else, such as an integrated navigation system ({@code IN}). */
    OTHER("IN");

    private static final int LETTERS = 2;

    private final String codes;

    /** @param codes two letters each: the present standard's, then what is heard as well */
    Talker(String codes) {
        this.codes = codes;
    }

    /** The two letters, in the form of the present standard. */
    public String code() {
        return codes.substring(0, LETTERS);
    }

    static Talker of(int first, int second) {
        for (Talker talker : values()) {
            for (int at = 0; at < talker.codes.length(); at += LETTERS) {
                if (talker.codes.charAt(at) == first && talker.codes.charAt(at + 1) == second) {
                    return talker;
                }
            }
        }
        return OTHER;
    }
}
