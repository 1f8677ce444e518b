package dev.grandmaster.ptp.dataset;

import dev.grandmaster.quality.TimeSource;

/** timePropertiesDS, IEEE 1588-2019 clause 8.2.4. ptpTimescale is always true with us. */
public record TimePropertiesDs(int currentUtcOffset, boolean currentUtcOffsetValid, boolean leap59, boolean leap61,
        boolean timeTraceable, boolean frequencyTraceable, TimeSource timeSource) {
}
