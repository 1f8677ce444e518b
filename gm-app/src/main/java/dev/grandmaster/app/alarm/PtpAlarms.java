package dev.grandmaster.app.alarm;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.app.alarm.Findings.Limit;
import dev.grandmaster.app.alarm.Findings.Wish;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;

/** The ports and who asks them. */
final class PtpAlarms {

    private static final double NEAR = 0.9;
    private static final double NOT_NEAR = 0.8;

    private PtpAlarms() {
    }

    static List<AlarmKind> kinds() {
        return List.of(
                new AlarmKind("port-down", Severity.MAJOR, Timing.of(5, 5),
                        new Words("The interface of a port is missing, down, or without carrier or address.",
                                "Messages can be sent.", "Look at cable, switch and the interface's configuration."),
                        ports(port -> port.link() != Link.UP, "the interface is not up")),
                new AlarmKind("port-faulty", Severity.CRITICAL, Timing.of(5, 5),
                        new Words("A port is FAULTY.", "It is not.", "The journal says why; a restart may help."),
                        ports(port -> port.state() == PortState.FAULTY, "the port is FAULTY")),
                new AlarmKind("port-disabled", Severity.NOTICE, Timing.of(0, 0),
                        new Words("A port was switched off by management.", "It was switched on.",
                                "ENABLE_PORT of a management client of this host switches it on."),
                        ports(port -> port.state() == PortState.DISABLED, "the port is switched off")),
                new AlarmKind("better-master-present", Severity.MINOR, Timing.of(10, 10),
                        new Words("For 10 s a port yields to a better grandmaster.", "It is a master again.",
                                "Is the other one wanted? If not, look at priority1 and priority2 of both."),
                        PtpAlarms::betterMaster),
                new AlarmKind("two-masters", Severity.MAJOR, Timing.of(15, 15),
                        new Words("For 15 s another master announces in the domain of a port that is MASTER.",
                                "It is silent for 15 s.",
                                "The other one does not yield: a masterOnly port, another profile, or a fault."),
                        PtpAlarms::twoMasters),
                new AlarmKind("link-renegotiated", Severity.MINOR, Timing.of(0, 3600),
                        new Words("The link of a port changed its speed, and with it the latencies of the card.",
                                "It kept its speed for an hour.",
                                "If that was not wanted, look at cable and switch; the journal says which latencies hold"
                                        + " now."),
                        grows(counts -> sum(counts, "link_renegotiated"), "the link changed its speed")),
                new AlarmKind("latency-unknown", Severity.MAJOR, Timing.of(0, 0),
                        new Words("`[[ptp.latency]]` has tables for the interface, but none for the speed of its link.",
                                "There is one.", "Add a table for this speed, or bring the link back to the other."),
                        ports(port -> sum(port.counters(), "latency_unknown") > 0,
                                "no latency is known for the speed of the link")),
                new AlarmKind("neighbour-missing", Severity.MAJOR, Timing.of(15, 5),
                        new Words("For 15 s nobody, more than one clock, or one too far away answers on a P2P port.",
                                "One clock does.",
                                "Does the neighbour measure by peer delay? Is a switch in between that"
                                        + " does not know PTP?"),
                        ports(port -> port.link() == Link.UP
                                && port.counters().getOrDefault("neighbour_capable", 1L) == 0,
                                "the neighbour does not answer as it should")),
                new AlarmKind("transmit-stamps-missing", Severity.MAJOR, Timing.of(0, 60),
                        new Words("The stamp of a sent message did not come, so that its Follow_Up is missing.",
                                "None is missing for a minute.",
                                "The card's driver loses stamps; fewer clients or another card help."),
                        grows(counts -> sum(counts, "tx_stamp_lost", "unicast_stamp_lost"),
                                "transmit stamps are missing")),
                new AlarmKind("receive-stamps-missing", Severity.MAJOR, Timing.of(0, 60),
                        new Words("A request came without a stamp and could not be answered.",
                                "None came for a minute.",
                                "The card does not stamp what it receives: look at its driver"
                                        + " or take software stamps."),
                        grows(counts -> sum(counts, "rx_stamp_missing"), "requests have no receive stamp")),
                new AlarmKind("stamps-implausible", Severity.MAJOR, Timing.of(0, 60),
                        new Words("A stamp cannot be of the clock that is announced.", "None for a minute.",
                                "Is the card's clock the disciplined one? Another program may step it."),
                        grows(counts -> sum(counts, "stamp_implausible", "unicast_stamp_implausible"),
                                "stamps are not of our clock")),
                new AlarmKind("messages-not-sent", Severity.MAJOR, Timing.of(3, 30),
                        new Words("For 3 s the kernel refuses messages in each second.", "None for 30 s.",
                                "The interface is overloaded or has lost its address; the port's counters say more."),
                        grows(counts -> sum(counts, "send_failed", "unicast_send_failed"),
                                "messages could not be sent")),
                new AlarmKind("frames-malformed", Severity.MINOR, Timing.of(3, 60),
                        new Words("For 3 s PTP frames that cannot be read come in each second.", "None for a minute.",
                                "A faulty or hostile sender; `gm decode` shows what it sends."),
                        grows(counts -> sum(counts, "rx_malformed", "unicast_malformed"), "malformed frames come")),
                new AlarmKind("clients-near-limit", Severity.MINOR, Timing.of(5, 60),
                        new Words("90 % of `ptp.unicast.maxClients` are there.", "Less than 80 % are.",
                                "Raise the limit if the machine bears it, or add a grandmaster."),
                        PtpAlarms::clientsNear),
                new AlarmKind("clients-refused", Severity.MAJOR, Timing.of(0, 60),
                        new Words("A client was refused because there are too many, in all or behind its address.",
                                "None was refused for a minute.", "As for clients-near-limit."),
                        grows(counts -> sum(counts, "unicast_refused_clients", "unicast_refused_address"),
                                "clients are refused")),
                new AlarmKind("message-budget-reached", Severity.MAJOR, Timing.of(0, 60),
                        new Words("A grant was refused because `ptp.unicast.messageBudget` is used up.",
                                "None was for a minute.", "Raise the budget if machine and network bear it, or ask for"
                                        + " fewer messages."),
                        grows(counts -> sum(counts, "unicast_refused_budget"), "the message budget is used up")),
                new AlarmKind("machine-loaded", Severity.MAJOR, Timing.of(0, 60),
                        new Words("A grant was refused because the machine carries no more messages"
                                + " (`ptp.unicast.messageBudget` is \"auto\").", "None was for a minute.",
                                "Ask for fewer messages, free the processor of other work, or add a grandmaster."),
                        grows(counts -> sum(counts, "unicast_refused_load"), "the machine carries no more messages")),
                new AlarmKind("request-flood", Severity.MAJOR, Timing.of(2, 60),
                        new Words("For 2 s somebody asks more often than is answered.", "Nobody for a minute.",
                                "A misconfigured or hostile client: find it in the client table, deny it by"
                                        + " `ptp.unicast.deny`."),
                        grows(counts -> sum(counts, "request_over_limit", "unicast_refused_strangers"),
                                "requests come too often")),
                new AlarmKind("requests-denied", Severity.NOTICE, Timing.of(0, 300),
                        new Words("An address of `ptp.unicast.deny` asks.", "It has not asked for 5 minutes.",
                                "Nothing; it is not answered."),
                        grows(counts -> sum(counts, "request_denied", "unicast_refused_denied"),
                                "a denied address asks")),
                Catalogue.said("ptp-not-served", "ptp", Severity.CRITICAL, 0,
                        new Words("No PTP port could be opened at the start.", "At the next start.",
                                "Give the program the rights to open ports 319 and 320, or name the ports that it"
                                        + " shall serve.")),
                Catalogue.said("grants-draining", "ptp", Severity.NOTICE, 0,
                        new Words("`gm drain` was asked for: grants are cancelled and none are given.",
                                "`gm resume` was asked for.", "`gm resume` when the maintenance is over.")));
    }

    /** What a port is called as a subject. */
    static String subject(PtpStatus.Port port) {
        return port.spec().interfaceName() + ':' + port.spec().protocol().label() + ':' + port.domainNumber();
    }

    private static AlarmKind.Rule ports(Predicate<PtpStatus.Port> which, String text) {
        return (sight, to) -> sight.ptp().ports()
                .forEach(port -> to.stands(subject(port), which.test(port), text));
    }

    private static AlarmKind.Rule grows(ToDoubleFunction<Map<String, Long>> count, String text) {
        return (sight, to) -> sight.ptp().ports()
                .forEach(port -> to.counted(subject(port), count.applyAsDouble(port.counters()), text));
    }

    private static double sum(Map<String, Long> counts, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counts.getOrDefault(name, 0L);
        }
        return sum;
    }

    private static void betterMaster(Sight sight, Findings to) {
        for (PtpStatus.Port port : sight.ptp().ports()) {
            to.stands(subject(port), port.betterMaster() != null, "the port yields to " + port.betterMaster());
        }
    }

    /** Counted while the port is MASTER; otherwise the count says nothing new. */
    private static void twoMasters(Sight sight, Findings to) {
        for (PtpStatus.Port port : sight.ptp().ports()) {
            if (port.state() == PortState.MASTER && port.betterMaster() == null) {
                to.counted(subject(port), sum(port.counters(), "rx_announce"), "another master does not yield");
            } else {
                to.found(subject(port), Wish.CLEAR, Reading.NONE, "");
            }
        }
    }

    private static void clientsNear(Sight sight, Findings to) {
        int clients = sight.ptp().ports().stream().mapToInt(PtpStatus.Port::clients).sum();
        double most = sight.limits().clients();
        to.over("ptp", clients, new Limit(NEAR * most, NOT_NEAR * most, ""), "clients come near their limit");
    }
}
