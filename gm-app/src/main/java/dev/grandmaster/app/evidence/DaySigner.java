package dev.grandmaster.app.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import dev.grandmaster.app.alarm.Conditions;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import org.jspecify.annotations.Nullable;

/** Signs the heads of closed days with the unit's key; one that cannot be signed stands as an alarm. */
public final class DaySigner {

    private static final String ALARM = "evidence-not-signed";

    private final Path stateDirectory;
    private final String clockIdentity;
    private final Conditions conditions;
    private @Nullable DeviceKey key;

    public DaySigner(Path stateDirectory, String clockIdentity, Conditions conditions) {
        this.stateDirectory = stateDirectory;
        this.clockIdentity = clockIdentity;
        this.conditions = conditions;
    }

    /** The signature, base 64; empty where it cannot be made. */
    public String sign(Chapter chapter) {
        try {
            DeviceKey signing = key;
            if (signing == null) {
                signing = DeviceKey.of(stateDirectory);
                key = signing;
            }
            conditions.set(ALARM, false, "");
            return signing.sign(DayHead.text(chapter, clockIdentity));
        } catch (IOException | GeneralSecurityException e) {
            conditions.set(ALARM, true, "the head of " + chapter.day() + " could not be signed: " + e.getMessage());
            return "";
        }
    }
}
