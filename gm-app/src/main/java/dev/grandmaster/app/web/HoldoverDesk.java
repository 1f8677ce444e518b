package dev.grandmaster.app.web;

import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.web.api.Holdover;
import dev.grandmaster.web.http.Refusal;

/** Rehearsals of holdover, brought from the pages to the discipline by the supervisor. The discipline has the last word. */
public final class HoldoverDesk implements Holdover {

    private final Supplier<GrandmasterState> state;
    private final Supplier<HoldoverOutlook> outlook;
    private final Consumer<RehearsalRequest> asking;
    private final ControlRequests supervisor;
    private final AuditTrail audit;
    private long number;

    /** @param asking takes a request to the discipline; called by the supervisor alone */
    public HoldoverDesk(Supplier<GrandmasterState> state, Supplier<HoldoverOutlook> outlook,
            Consumer<RehearsalRequest> asking, ControlRequests supervisor, AuditTrail audit) {
        this.state = state;
        this.outlook = outlook;
        this.asking = asking;
        this.supervisor = supervisor;
        this.audit = audit;
    }

    @Override
    public HoldoverOutlook outlook() {
        return outlook.get();
    }

    @Override
    public void rehearse(int seconds, String who) {
        if (outlook.get().rehearsal().running()) {
            throw new Refusal(409, "not now", "holdover is being rehearsed");
        }
        if (state.get().clockState() != ClockState.LOCKED) {
            throw new Refusal(409, "not now", "the clock is not locked");
        }
        if (!outlook.get().ready()) {
            throw new Refusal(409, "not now", "the clock has not been locked for long enough to hold over");
        }
        put(seconds);
        audit.done(who, "rehearses holdover for " + seconds + " s");
    }

    @Override
    public void endRehearsal(String who) {
        if (outlook.get().rehearsal().running()) {
            put(0);
            audit.done(who, "ended the rehearsal of holdover");
        }
    }

    private void put(int seconds) {
        try {
            supervisor.ask(() -> {
                number++;
                asking.accept(new RehearsalRequest(number, seconds));
                return number;
            });
        } catch (TimeoutException e) {
            throw Refusal.later(503, "busy", "the service did not answer in time", 1);
        }
    }
}
