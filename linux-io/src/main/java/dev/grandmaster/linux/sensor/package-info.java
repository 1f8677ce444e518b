/**
 * What a board measures beside time: temperatures, from the kernel's hwmon, IIO and thermal drivers through sysfs
 * (Documentation/hwmon/sysfs-interface, ABI/testing/sysfs-bus-iio, ABI/testing/sysfs-class-thermal) or from a chip on a bus.
 *
 * <p>One thread of this room reads all sensors about once a second, because a read may take as long as the bus behind it; whoever asks
 * gets the last reading. May use gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.sensor;

import org.jspecify.annotations.NullMarked;
