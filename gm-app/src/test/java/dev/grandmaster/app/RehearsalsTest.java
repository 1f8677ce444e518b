package dev.grandmaster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.HoldoverOutlook.Rehearsal;
import dev.grandmaster.web.api.Holdover;
import dev.grandmaster.web.http.Refusal;
import org.junit.jupiter.api.Test;

class RehearsalsTest {

    private static final long MIN_NS = 60_000_000_000L;

    private final List<String> asked = new ArrayList<>();
    private Rehearsal rehearsal = Rehearsal.NONE;
    private Rehearsal next = Rehearsal.NONE;
    private final Rehearsals rehearsals = new Rehearsals(new Holdover() {
        @Override
        public HoldoverOutlook outlook() {
            return new HoldoverOutlook(0, true, 0, 1000, List.of(), rehearsal);
        }

        @Override
        public void rehearse(int seconds, String who) {
            if (rehearsal.running()) {
                throw new Refusal(409, "not now", "holdover is being rehearsed");
            }
            asked.add(who + ' ' + seconds);
            rehearsal = next;
        }

        @Override
        public void endRehearsal(String who) {
            asked.add(who + " end");
            rehearsal = new Rehearsal(rehearsal.number(), false, 0, MIN_NS / 2, 3.5, 80, "ended by request");
        }
    });

    @Test
    void aRehearsalIsBegunToldAndEnded() {
        assertTrue(Rehearsals.asks("rehearse 5"));
        assertFalse(Rehearsals.asks("rehearsed"));
        next = new Rehearsal(1, true, 0, 5 * MIN_NS, Double.NaN, 80, "");
        assertEquals("holdover is rehearsed for 5 min", rehearsals.answer("rehearse 5"));
        assertEquals("error: holdover is being rehearsed", rehearsals.answer("rehearse 5"));
        assertEquals("{\"running\":true,\"lengthS\":300,\"measuredNs\":null,\"boundNs\":80.0,\"outcome\":\"\"}",
                rehearsals.answer("rehearse"));
        assertFalse(rehearsals.answer("rehearse end").startsWith("error"));
        assertEquals("error: no rehearsal goes on", rehearsals.answer("rehearse end"));
        assertEquals(List.of("console 300", "console end", "console end"), asked);
        assertTrue(rehearsals.answer("rehearse").contains("\"outcome\":\"ended by request\""));
    }

    @Test
    void whatTheDisciplineRefusesIsAnError() {
        next = new Rehearsal(1, false, 0, 0, Double.NaN, Double.NaN, "the bound would be beyond the specification");
        assertEquals("error: the bound would be beyond the specification", rehearsals.answer("rehearse 60"));
    }

    @Test
    void wrongWordsAreRefusedAndNothingIsAsked() {
        for (String wrong : List.of("rehearse 0", "rehearse 1441", "rehearse -1", "rehearse x", "rehearse 5 6",
                "rehearse 99999999999")) {
            assertTrue(rehearsals.answer(wrong).startsWith("error: rehearse takes whole minutes"), wrong);
        }
        assertEquals(List.of(), asked);
    }
}
