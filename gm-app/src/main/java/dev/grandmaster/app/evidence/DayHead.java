package dev.grandmaster.app.evidence;

import dev.grandmaster.app.history.HistoryFile.Chapter;

/** What of a chapter is signed: a text of one line, so that anybody can make it again. */
public final class DayHead {

    private DayHead() {
    }

    /** @param clockIdentity of the unit */
    public static String text(Chapter chapter, String clockIdentity) {
        return "grandmaster evidence 1 " + clockIdentity + " chapter " + chapter.number() + " day " + chapter.day()
                + " seconds " + chapter.seconds() + " notes " + chapter.notes() + " previous " + chapter.previous()
                + " head " + chapter.head();
    }
}
