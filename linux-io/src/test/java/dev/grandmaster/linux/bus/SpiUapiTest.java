package dev.grandmaster.linux.bus;

import java.io.IOException;

import dev.grandmaster.linux.ffi.Headers;
import org.junit.jupiter.api.Test;

class SpiUapiTest {

    @Test
    void agreesWithTheKernelsHeaders() throws IOException, InterruptedException {
        Headers.including("sys/ioctl.h", "linux/spi/spidev.h").struct("struct spi_ioc_transfer", SpiUapi.TRANSFER)
                .constant("SPI_IOC_MESSAGE(1)", SpiUapi.MESSAGE_1).constant("SPI_IOC_WR_MODE", SpiUapi.WR_MODE)
                .constant("SPI_IOC_WR_BITS_PER_WORD", SpiUapi.WR_BITS_PER_WORD)
                .constant("SPI_IOC_WR_MAX_SPEED_HZ", SpiUapi.WR_MAX_SPEED_HZ).verify();
    }
}
