package dev.grandmaster.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Principal SOMEBODY = new Principal("a", Role.VIEWER, false);

    @Test
    void aSessionLastsWhileItIsUsed() {
        Sessions sessions = new Sessions();
        String secret = sessions.begin(SOMEBODY, 0).secret();
        assertTrue(sessions.find(secret, Sessions.IDLE_NS - 1).isPresent());
        assertTrue(sessions.find(secret, 2 * Sessions.IDLE_NS - 2).isPresent());
        assertTrue(sessions.find(secret, 3 * Sessions.IDLE_NS).isEmpty());
    }

    @Test
    void beyondTheLimitTheLongestUnusedEnds() {
        Sessions sessions = new Sessions();
        String oldest = sessions.begin(SOMEBODY, 0).secret();
        String used = sessions.begin(SOMEBODY, 1).secret();
        for (int i = 2; i < 64; i++) {
            sessions.begin(SOMEBODY, i);
        }
        assertTrue(sessions.find(used, 100).isPresent());
        sessions.begin(SOMEBODY, 101);
        assertTrue(sessions.find(oldest, 102).isEmpty());
        assertTrue(sessions.find(used, 102).isPresent());
    }

    @Test
    void allSessionsOfAnAccountEndTogether() {
        Sessions sessions = new Sessions();
        String one = sessions.begin(SOMEBODY, 0).secret();
        String other = sessions.begin(new Principal("b", Role.VIEWER, false), 0).secret();
        sessions.endAll("a");
        assertTrue(sessions.find(one, 1).isEmpty());
        assertEquals("b", sessions.find(other, 1).orElseThrow().principal().name());
    }
}
