package dev.grandmaster.linux.bus;

import java.io.IOException;

import dev.grandmaster.linux.ffi.Headers;
import org.junit.jupiter.api.Test;

class GpioUapiTest {

    @Test
    void agreesWithTheKernelsHeader() throws IOException, InterruptedException {
        Headers.including("linux/gpio.h").struct("struct gpiochip_info", GpioUapi.CHIP_INFO)
                .struct("struct gpio_v2_line_attribute", GpioUapi.LINE_ATTRIBUTE)
                .struct("struct gpio_v2_line_config_attribute", GpioUapi.LINE_CONFIG_ATTRIBUTE)
                .struct("struct gpio_v2_line_config", GpioUapi.LINE_CONFIG)
                .struct("struct gpio_v2_line_request", GpioUapi.LINE_REQUEST)
                .struct("struct gpio_v2_line_info", GpioUapi.LINE_INFO)
                .struct("struct gpio_v2_line_values", GpioUapi.LINE_VALUES)
                .struct("struct gpio_v2_line_event", GpioUapi.LINE_EVENT)
                .constant("GPIO_GET_CHIPINFO_IOCTL", GpioUapi.GET_CHIPINFO)
                .constant("GPIO_V2_GET_LINEINFO_IOCTL", GpioUapi.GET_LINEINFO)
                .constant("GPIO_V2_GET_LINE_IOCTL", GpioUapi.GET_LINE)
                .constant("GPIO_V2_LINE_GET_VALUES_IOCTL", GpioUapi.GET_VALUES)
                .constant("GPIO_V2_LINE_SET_VALUES_IOCTL", GpioUapi.SET_VALUES)
                .constant("GPIO_MAX_NAME_SIZE", GpioUapi.NAME_SIZE).constant("GPIO_V2_LINES_MAX", GpioUapi.LINES_MAX)
                .constant("GPIO_V2_LINE_NUM_ATTRS_MAX", GpioUapi.ATTRS_MAX)
                .constant("GPIO_V2_LINE_FLAG_ACTIVE_LOW", GpioUapi.FLAG_ACTIVE_LOW)
                .constant("GPIO_V2_LINE_FLAG_INPUT", GpioUapi.FLAG_INPUT)
                .constant("GPIO_V2_LINE_FLAG_OUTPUT", GpioUapi.FLAG_OUTPUT)
                .constant("GPIO_V2_LINE_FLAG_EDGE_RISING", GpioUapi.FLAG_EDGE_RISING)
                .constant("GPIO_V2_LINE_FLAG_EDGE_FALLING", GpioUapi.FLAG_EDGE_FALLING)
                .constant("GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES", GpioUapi.ATTR_OUTPUT_VALUES)
                .constant("GPIO_V2_LINE_EVENT_RISING_EDGE", GpioUapi.EVENT_RISING_EDGE)
                .constant("GPIO_V2_LINE_EVENT_FALLING_EDGE", GpioUapi.EVENT_FALLING_EDGE).verify();
    }
}
