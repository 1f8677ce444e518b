package dev.grandmaster.linux.sensor;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.grandmaster.board.Temperature;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SensorBankTest {

    private static final class Set implements Thermometer {
        private final String name;
        private double celsius = Double.NaN;
        private final CountDownLatch closed = new CountDownLatch(1);

        Set(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double readCelsius() {
            return celsius;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final Set near = new Set("near");
    private final Set far = new Set("far");
    private long nowNs;

    @Test
    void theLastReadingStaysAndAges() {
        SensorBank bank = SensorBank.still(List.of(near, far), () -> nowNs);
        bank.measure();
        assertEquals(List.of(), bank.temperatures());
        near.celsius = 30;
        nowNs = 5;
        bank.measure();
        near.celsius = Double.NaN;
        nowNs = 100;
        bank.measure();
        Temperature last = requireNonNull(bank.oscillator());
        assertEquals(new Temperature("near", 30, 5), last);
        assertEquals(95, last.ageNs(nowNs));
    }

    @Test
    void anotherSensorIsNoSubstituteForTheNearestOne() {
        SensorBank bank = SensorBank.still(List.of(near, far), () -> nowNs);
        far.celsius = 60;
        bank.measure();
        assertNull(bank.oscillator());
        assertEquals(1, bank.temperatures().size());
    }

    @Test
    @Timeout(30)
    void itsThreadReadsAndEnds() throws InterruptedException {
        near.celsius = 20;
        SensorBank bank = SensorBank.reading(List.of(near), new LinuxMonotonic());
        while (bank.oscillator() == null) {
            Thread.onSpinWait();
        }
        bank.close();
        bank.close();
        assertTrue(near.closed.await(0, TimeUnit.SECONDS));
    }
}
