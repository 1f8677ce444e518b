package dev.grandmaster.app.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.state.PtpClients;
import org.jspecify.annotations.Nullable;

/** A page of clients as JSON has it; ages and what remains are seconds. */
public final class ClientList {
    private static final double NS = 1e9;

    private ClientList() {
    }

    /** The page by its names: {@code total}, {@code offset}, {@code clients}, {@code refused}. */
    public static Map<String, @Nullable Object> parts(PtpClients clients) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("total", clients.total());
        parts.put("offset", clients.offset());
        parts.put("clients", clients.page().stream().map(ClientList::client).toList());
        parts.put("refused", clients.refused().stream().map(ClientList::refused).toList());
        return parts;
    }

    private static Map<String, @Nullable Object> client(PtpClients.Client client) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("address", client.addressText());
        parts.put("clockIdentity", client.clockIdentity().toString());
        parts.put("portNumber", client.portNumber());
        parts.put("interface", client.interfaceName());
        parts.put("transport", client.protocol().label());
        parts.put("domainNumber", client.domainNumber());
        parts.put("stranger", client.stranger());
        parts.put("lastDelayReqS", client.lastRequestAgeNs() < 0 ? null : seconds(client.lastRequestAgeNs()));
        parts.put("denied", client.denied());
        List<Object> grants = new ArrayList<>();
        for (PtpClients.Grant grant : client.grants()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("messageType", grant.messageType());
            each.put("logInterval", grant.logInterval());
            each.put("expiresS", seconds(grant.remainingNs()));
            each.put("sent", grant.sent());
            grants.add(each);
        }
        parts.put("grants", grants);
        PtpClients.Report report = client.report();
        parts.put("offsetFromMasterNs", report == null ? null : report.offsetFromMasterNs());
        parts.put("meanDelayNs", report == null || Double.isNaN(report.meanDelayNs()) ? null : report.meanDelayNs());
        parts.put("reportAgeS", report == null ? null : seconds(report.ageNs()));
        parts.put("reportedBy", report == null ? null : report.by());
        return parts;
    }

    private static Map<String, Object> refused(PtpClients.Refused refused) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("address", refused.addressText());
        parts.put("clockIdentity", refused.clockIdentity().toString());
        parts.put("portNumber", refused.portNumber());
        parts.put("messageType", refused.messageType());
        parts.put("why", refused.why());
        parts.put("count", refused.count());
        parts.put("ageS", seconds(refused.ageNs()));
        return parts;
    }

    private static double seconds(long ns) {
        return Math.round(ns / NS * 1e3) / 1e3;
    }
}
