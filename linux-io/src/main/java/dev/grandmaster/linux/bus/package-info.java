/**
 * Pins and buses: lines of GPIO chips ({@code /dev/gpiochipN}, linux/gpio.h, second version of its requests), lamps of sysfs, and devices on
 * I2C and SPI ({@code /dev/i2c-N}, {@code /dev/spidevB.C}).
 *
 * <p>Outputs and buses are reached through Pi4J, whose types stay within this room; its providers here are our own, thin ones on the kernel's
 * devices, so that any board serves that has these, and no native code comes along. Edges of inputs are not: Pi4J drops the kernel's stamps.
 *
 * <p>A line has one owner, the kernel sees to that: asking for one that is in use is refused. May use {@code linux.ffi} and gm-core's
 * {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.bus;

import org.jspecify.annotations.NullMarked;
