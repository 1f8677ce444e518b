package dev.grandmaster.linux.bus;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;

import dev.grandmaster.linux.ffi.Ioctl;

/** The kernel's side of SPI devices, linux/spi/spidev.h. */
final class SpiUapi {

    // struct spi_ioc_transfer {
    //     __u64 tx_buf, rx_buf; __u32 len, speed_hz; __u16 delay_usecs;
    //     __u8 bits_per_word, cs_change, tx_nbits, rx_nbits, word_delay_usecs, pad;
    // };
    static final MemoryLayout TRANSFER = structLayout(JAVA_LONG.withName("tx_buf"), JAVA_LONG.withName("rx_buf"),
            JAVA_INT.withName("len"), JAVA_INT.withName("speed_hz"), JAVA_SHORT.withName("delay_usecs"),
            JAVA_BYTE.withName("bits_per_word"), JAVA_BYTE.withName("cs_change"), JAVA_BYTE.withName("tx_nbits"),
            JAVA_BYTE.withName("rx_nbits"), JAVA_BYTE.withName("word_delay_usecs"), JAVA_BYTE.withName("pad"));

    /** One transfer, the chip select held throughout. */
    static final long MESSAGE_1 = Ioctl.write('k', 0, TRANSFER);
    /** Clock polarity and phase, a byte. */
    static final long WR_MODE = Ioctl.write('k', 1, JAVA_BYTE);
    static final long WR_BITS_PER_WORD = Ioctl.write('k', 3, JAVA_BYTE);
    static final long WR_MAX_SPEED_HZ = Ioctl.write('k', 4, JAVA_INT);

    private SpiUapi() {
    }
}
