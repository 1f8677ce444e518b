package dev.grandmaster.gnss.setup;

/**
 * How a receiver shall be set.
 *
 * @param grid     the scale whose seconds the pulse begins
 * @param position where the antenna stands, for receivers made for timing
 * @param baudRate at which it is looked for first, bit/s
 */
public record ReceiverWish(Grid grid, Position position, int baudRate) {

    /** GPS, and a survey of an hour at least that ends at two metres. */
    public static final ReceiverWish DEFAULT = new ReceiverWish(Grid.GPS, new Survey(3_600, 2_000), 115_200);

    /** The scale of the pulse: never UTC, whose leap seconds a receiver may not know yet. */
    public enum Grid {
        GPS(1, "gps"), GALILEO(4, "galileo");

        private final int wireValue;
        private final String word;

        Grid(int wireValue, String word) {
            this.wireValue = wireValue;
            this.word = word;
        }

        int wireValue() {
            return wireValue;
        }

        /** As it is written in files. */
        public String word() {
            return word;
        }
    }

    /** What a timing receiver is told of its place. */
    public sealed interface Position {
    }

    /** Nothing: it solves for its place in each second, as one that moves has to. */
    public record Moving() implements Position {
    }

    /**
     * It finds its place itself, and from then on solves for time alone.
     *
     * @param minSeconds    for so long at least
     * @param maxAccuracyMm until the place is known to so much, mm, one sigma
     */
    public record Survey(int minSeconds, int maxAccuracyMm) implements Position {
    }

    /**
     * The place is given.
     *
     * @param latitude  degrees times 10^7, north positive
     * @param longitude degrees times 10^7, east positive
     * @param heightCm  above the ellipsoid, cm
     * @param accuracyMm how well it is known, mm, one sigma
     */
    public record Fixed(int latitude, int longitude, int heightCm, int accuracyMm) implements Position {
    }

    public ReceiverWish withGrid(Grid other) {
        return new ReceiverWish(other, position, baudRate);
    }

    public ReceiverWish withPosition(Position other) {
        return new ReceiverWish(grid, other, baudRate);
    }

    public ReceiverWish withBaudRate(int other) {
        return new ReceiverWish(grid, position, other);
    }
}
