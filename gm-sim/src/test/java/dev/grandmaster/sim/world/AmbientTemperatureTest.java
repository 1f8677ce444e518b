package dev.grandmaster.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class AmbientTemperatureTest {

    private static final int DAY_S = 86_400;

    @Test
    void chamberIsConstant() {
        AmbientTemperature chamber = new AmbientTemperature(TemperatureSpec.CONSTANT, new RandomStreams(1));
        assertEquals(25, chamber.ambientC());
        assertEquals(25, chamber.advance(1000));
    }

    @Test
    void roomHasTheVarianceOfItsParts() {
        // Sines have half the square of their amplitude, Gauss-Markov processes the square of their sigma.
        double expectedK = Math.sqrt(2.5 * 2.5 / 2 + 0.15 * 0.15 / 2 + 0.7 * 0.7 + 0.25 * 0.25);
        double sum = 0;
        int count = 0;
        for (int seed = 1; seed <= 20; seed++) {
            AmbientTemperature room = new AmbientTemperature(TemperatureSpec.EQUIPMENT_ROOM, new RandomStreams(seed));
            for (int i = 0; i < 10 * DAY_S / 60; i++) {
                double aboveMeanK = room.advance(60) - 25;
                sum += aboveMeanK * aboveMeanK;
                count++;
            }
        }
        assertEquals(expectedK, Math.sqrt(sum / count), 0.06, "seeds 1 to 20");
    }

    @Test
    void seedsDiffer() {
        assertNotEquals(new AmbientTemperature(TemperatureSpec.EQUIPMENT_ROOM, new RandomStreams(1)).ambientC(),
                new AmbientTemperature(TemperatureSpec.EQUIPMENT_ROOM, new RandomStreams(2)).ambientC());
    }

    @Test
    void sensorLagsAndCountsInSteps() {
        TemperatureSensor sensor = new TemperatureSensor(20, new RandomStreams(1));
        sensor.advance(30, 30);
        double readC = sensor.readC();
        assertEquals(20 + 10 * (1 - Math.exp(-1)), readC, 0.12);
        assertEquals(0, Math.IEEEremainder(readC, 0.0625));
    }
}
