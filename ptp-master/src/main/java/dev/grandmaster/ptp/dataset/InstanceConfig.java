package dev.grandmaster.ptp.dataset;

import java.util.function.UnaryOperator;

import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState.Announced;

/**
 * The settled part of an instance's defaultDS (IEEE 1588-2019 clause 8.2.1).
 *
 * @param name of the instance in configuration and status
 * @param clockIdentity ours
 * @param domainNumber 0 to 255
 * @param sdoId 12 bits, majorSdoId in the upper four (clause 16.5); 0 but for 802.1AS
 * @param priority1 0 to 255, lower wins
 * @param priority2 0 to 255, lower wins
 * @param standing how it is compared with others
 * @param words from what is announced of the clock to what the instance's profile says of it
 */
public record InstanceConfig(String name, ClockIdentity clockIdentity, int domainNumber, int sdoId, int priority1,
        int priority2, Standing standing, UnaryOperator<Announced> words) {
    private static final UnaryOperator<Announced> AS_IT_IS = UnaryOperator.identity();

    /**
     * How the instance is compared with other grandmasters.
     *
     * @param localPriority defaultDS.localPriority of the alternate algorithm, 1 to 255, lower wins
     */
    public record Standing(Comparison comparison, int localPriority) {
        public static final Standing GENERAL = new Standing(Comparison.GENERAL, 128);

        public Standing {
            if (localPriority < 1 || localPriority > 255) {
                throw new IllegalArgumentException("localPriority " + localPriority);
            }
        }
    }

    /** An instance of the default profile. */
    public InstanceConfig(String name, ClockIdentity clockIdentity, int domainNumber, int sdoId, int priority1,
            int priority2) {
        this(name, clockIdentity, domainNumber, sdoId, priority1, priority2, Standing.GENERAL, AS_IT_IS);
    }

    public InstanceConfig {
        if ((domainNumber | priority1 | priority2) >>> 8 != 0 || sdoId >>> 12 != 0) {
            throw new IllegalArgumentException(
                    "instance " + name + ": domainNumber, priority1 and priority2 are octets, "
                            + "sdoId has 12 bits");
        }
    }

    public Priorities priorities() {
        return new Priorities(priority1, priority2);
    }

    /** The same instance with other priorities. */
    public InstanceConfig with(Priorities priorities) {
        return new InstanceConfig(name, clockIdentity, domainNumber, sdoId, priorities.priority1(),
                priorities.priority2(), standing, words);
    }

    /** Writes what all messages of a port of this instance have in common. */
    public void identify(Header message, int portNumber) {
        message.sdoId(sdoId);
        message.domainNumber(domainNumber);
        message.sourcePortIdentity(clockIdentity.value(), portNumber);
    }
}
