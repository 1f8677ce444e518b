package dev.grandmaster.linux.serial;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/** A serial port through jSerialComm, held exclusively while it is open. */
final class SerialSource implements ByteSource {

    private final String device;
    private final int parity;
    private volatile int baudRate;
    private volatile @Nullable SerialPort port;

    SerialSource(String device, int baudRate, Parity parity) {
        this.device = device;
        this.parity = switch (parity) {
            case NONE -> SerialPort.NO_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
        };
        this.baudRate = baudRate;
    }

    @Override
    public String name() {
        return device + " at " + baudRate;
    }

    @Override
    public void open() throws BoardException {
        Path path = Path.of(device);
        if (!Files.exists(path)) {
            throw new BoardException(BoardException.Kind.MISSING, device + " does not exist");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new BoardException(BoardException.Kind.FORBIDDEN,
                    device + " may not be read and written by this user (group dialout?)");
        }
        SerialPort opened;
        try {
            opened = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException notSerial) {
            throw new BoardException(BoardException.Kind.UNSUITABLE, device + " is no serial port");
        }
        opened.setComPortParameters(baudRate, 8, SerialPort.ONE_STOP_BIT, parity);
        opened.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        opened.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, PATIENCE_MS, 0);
        // Its error code is no judge: on a pseudo terminal one is left over although opening succeeded.
        if (!opened.openPort()) {
            int error = opened.getLastErrorCode();
            throw new BoardException(
                    error == Errno.ENOTTY || error == Errno.EINVAL
                            ? BoardException.Kind.UNSUITABLE
                            : BoardException.Kind.BUSY,
                    device + " at " + baudRate + " cannot be opened: " + Errno.text(error));
        }
        port = opened;
    }

    @Override
    public int read(byte[] into) {
        SerialPort current = port;
        if (current == null) {
            return -Errno.ENODEV;
        }
        int length = current.readBytes(into, into.length);
        if (length < 0 || (length == 0 && !Files.exists(Path.of(device)))) {
            return -Errno.ENODEV;
        }
        return length;
    }

    @Override
    public int write(byte[] bytes, int length) {
        SerialPort current = port;
        int written = current == null ? -1 : current.writeBytes(bytes, length);
        return written < 0 ? -Errno.ENODEV : written;
    }

    @Override
    public boolean baudRate(int newRate) {
        baudRate = newRate;
        SerialPort current = port;
        return current == null || current.setBaudRate(newRate);
    }

    @Override
    public void close() {
        SerialPort current = port;
        port = null;
        if (current != null) {
            current.closePort();
        }
    }
}
