package dev.grandmaster.gnss.receiver;

import java.time.LocalDate;

import dev.grandmaster.gnss.ubx.NavTimeLs;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/** Turns what receivers say of leap seconds into evidence. */
final class LeapReading {

    /** TAI - GPS, s (IS-GPS-200 3.3.4). */
    private static final int TAI_MINUS_GPS = 19;
    private static final long NS = 1_000_000_000;
    private static final long ROLLOVER_WEEKS = 1_024;
    /** The two ways in which an event is dated differ by the distance of GPS and UTC, and by rounding. */
    private static final long TOLERANCE_S = 60;

    private LeapReading() {
    }

    /**
     * What the message proves; null where its present value is not valid.
     *
     * <p>An announcement counts only if its date and its distance from now name the same end of a day.
     *
     * @param nowSeconds the believed date in any scale, or {@link DateGuard#REFUSED}
     */
    static @Nullable LeapEvidence of(NavTimeLs message, long nowSeconds, long monoNs) {
        if (!message.validCurrent()) {
            return null;
        }
        int taiMinusUtc = message.currentLeapSeconds() + TAI_MINUS_GPS;
        Origin origin = currentOrigin(message.currentSource());
        boolean announced = message.validEvent() && message.secondsToEvent() > 0 && Math.abs(message.change()) == 1
                && nowSeconds != DateGuard.REFUSED;
        if (announced) {
            long midnight = midnight(message, nowSeconds);
            if (Math.abs(nowSeconds + message.secondsToEvent() - midnight) <= TOLERANCE_S) {
                return new LeapEvidence(taiMinusUtc, origin, message.change(),
                        (midnight + taiMinusUtc + message.change()) * NS, changeOrigin(message.changeSource()), monoNs);
            }
        }
        return new LeapEvidence(taiMinusUtc, origin, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, monoNs);
    }

    /**
     * What a receiver proves that announces a leap second without its day: that of the next end of June or December.
     *
     * @param pending    +1, -1, or 0 for none
     * @param nowSeconds the believed date in any scale, or {@link DateGuard#REFUSED}
     */
    static LeapEvidence undated(int taiMinusUtc, int pending, Origin origin, long nowSeconds, long monoNs) {
        if (pending == 0 || nowSeconds == DateGuard.REFUSED) {
            return new LeapEvidence(taiMinusUtc, origin, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, monoNs);
        }
        int year = LocalDate.ofEpochDay(Math.floorDiv(nowSeconds, Calendar.DAY)).getYear();
        long july = Calendar.seconds(year, 7, 1, 0, 0, 0);
        long midnight = nowSeconds < july ? july : Calendar.seconds(year + 1, 1, 1, 0, 0, 0);
        return new LeapEvidence(taiMinusUtc, origin, pending, (midnight + taiMinusUtc + pending) * NS, origin, monoNs);
    }

    /** The UTC midnight that ends the day of the event, its week repaired to lie nearest to now. */
    private static long midnight(NavTimeLs message, long nowSeconds) {
        long nowWeek = (nowSeconds - Calendar.GPS_EPOCH) / Calendar.WEEK;
        long repaired = message.eventWeek()
                + ROLLOVER_WEEKS * Math.round((nowWeek - message.eventWeek()) / (double) ROLLOVER_WEEKS);
        return Calendar.GPS_EPOCH + repaired * Calendar.WEEK + message.eventDay() * Calendar.DAY;
    }

    private static Origin currentOrigin(int source) {
        return switch (source) {
            case 0 -> Origin.FIRMWARE_DEFAULT;
            case 1 -> Origin.GLONASS_DIFFERENCE;
            case 2 -> Origin.GPS;
            case 3 -> Origin.SBAS;
            case 4 -> Origin.BEIDOU;
            case 5 -> Origin.GALILEO;
            case 6, 7 -> Origin.CONFIGURED;
            case 8 -> Origin.NAVIC;
            default -> Origin.UNKNOWN;
        };
    }

    private static Origin changeOrigin(int source) {
        return switch (source) {
            case 2 -> Origin.GPS;
            case 3 -> Origin.SBAS;
            case 4 -> Origin.BEIDOU;
            case 5 -> Origin.GALILEO;
            case 6 -> Origin.GLONASS;
            case 7 -> Origin.NAVIC;
            default -> Origin.UNKNOWN;
        };
    }
}
