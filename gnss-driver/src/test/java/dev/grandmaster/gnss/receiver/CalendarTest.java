package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class CalendarTest {

    @Test
    void countsEveryDayAsTheGregorianCalendarDoes() {
        for (LocalDate day = LocalDate.of(1970, 1, 1); day.getYear() < 2110; day = day.plusDays(1)) {
            assertEquals(day.toEpochDay() * Calendar.DAY + 3_661,
                    Calendar.seconds(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), 1, 1, 1), day.toString());
        }
        assertEquals(LocalDateTime.of(1980, 1, 6, 0, 0).toEpochSecond(ZoneOffset.UTC), Calendar.GPS_EPOCH);
    }

    @Test
    void aSecondSixtyIsTheNextMidnight() {
        assertEquals(Calendar.seconds(2017, 1, 1, 0, 0, 0), Calendar.seconds(2016, 12, 31, 23, 59, 60));
    }

    @Test
    void refusesWhatNoCalendarHas() {
        int[][] wrong = {{1969, 12, 31, 0, 0, 0}, {2025, 2, 29, 0, 0, 0}, {2026, 0, 1, 0, 0, 0}, {2026, 13, 1, 0, 0, 0},
                {2026, 4, 31, 0, 0, 0}, {2026, 1, 0, 0, 0, 0}, {2026, 1, 1, 24, 0, 0}, {2026, 1, 1, 0, 60, 0},
                {2026, 1, 1, 0, 0, 61}, {2026, 1, 1, 0, 0, -1}};
        for (int[] date : wrong) {
            assertEquals(Calendar.NONE, Calendar.seconds(date[0], date[1], date[2], date[3], date[4], date[5]));
        }
    }
}
