package dev.grandmaster.app.recording;

/** What a cycle on the tape consists of; a number is never used for something else. */
enum Entry {
    /** GnssLink.read: length or error, and the bytes. */
    BYTES(1),
    /** GnssLink.arrivalMonoNs. */
    ARRIVAL(2),
    /** GnssLink.write: its result. */
    WRITTEN(3),
    /** GnssLink.baudRate: its result. */
    BAUD_RATE(4),
    /** PpsInput.poll: an edge. */
    EDGE(5),
    /** PpsInput.poll: none. */
    NO_EDGE(6),
    /** PpsInput.stampUncertaintyNs. */
    STAMP_UNCERTAINTY(7),
    /** SteerableClock.read: a cross time stamp. */
    READING(8),
    /** SteerableClock.read: none. */
    NO_READING(9),
    /** SteerableClock.maxFrequencyPpb. */
    MAX_FREQUENCY(10),
    /** SteerableClock.frequencyPpb. */
    FREQUENCY(11),
    /** SteerableClock.adjustFrequency: what was applied. */
    ADJUSTED(12),
    /** SteerableClock.step: its result. */
    STEPPED(13),
    /** SteerableClock.era. */
    ERA(14),
    /** Sensors.temperatures. */
    TEMPERATURES(15),
    /** New settings of the discipline, before the cycle. */
    SETTINGS(16),
    /** A new leap second list, before the cycle. */
    LEAP_SECONDS(17),
    /** A new word of the second witness, before the cycle. */
    TESTIMONY(18),
    /** PtpTransport.link. */
    LINK(19),
    /** PtpTransport.incarnation. */
    INCARNATION(20),
    /** PtpTransport.linkSpeedMbps. */
    LINK_SPEED(21),
    /** PtpTransport.attachment. */
    ATTACHMENT(22),
    /** PtpTransport.hardwareStamps. */
    HARDWARE_STAMPS(23),
    /** PtpTransport.oneStep. */
    ONE_STEP(24),
    /** PtpTransport.poll: a message that came. */
    MESSAGE(25),
    /** PtpTransport.poll: when an event message left. */
    TRANSMIT_STAMP(26),
    /** PtpTransport.poll: that this will never be known. */
    TRANSMIT_STAMP_LOST(27),
    /** PtpTransport.poll and pollStamps: how many of these there were. */
    POLLED(28),
    /** PtpTransport.sendEvent and sendGeneral: the result. */
    SENT(29),
    /** PtpTransport.flush: its result. */
    FLUSHED(30),
    /** ManagementChannel.receive: length or error, and the request. */
    REQUEST(31),
    /** ManagementChannel.answer: its result. */
    ANSWERED(32),
    /** The operator's wish to drain, before the cycle. */
    DRAIN(33),
    /** PtpTransport.stampErrorNs. */
    STAMP_ERROR(34),
    /** MonotonicClock.nowNs within a cycle. */
    NOW(35),
    /** TuningVoltage.set: the code, and its result. */
    TUNED(36),
    /** PpsInput.present. */
    PRESENT(37),
    /** A new wish to see holdover, before the cycle. */
    REHEARSAL(38),
    /** Seals.genuine: the verdict. */
    GENUINE(39);

    private final int code;

    Entry(int code) {
        this.code = code;
    }

    /** The byte on the tape. */
    int code() {
        return code;
    }

    /** The kind of a byte on the tape; a file of a newer build may have more. */
    static Entry of(int code) {
        for (Entry entry : values()) {
            if (entry.code == code) {
                return entry;
            }
        }
        throw new BadRecordingException("it holds an entry of kind " + code + ", which this build does not know");
    }
}
