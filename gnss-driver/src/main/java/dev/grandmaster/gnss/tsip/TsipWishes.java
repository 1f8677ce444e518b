package dev.grandmaster.gnss.tsip;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.setup.ReceiverWish.Fixed;
import dev.grandmaster.gnss.setup.ReceiverWish.Grid;
import dev.grandmaster.gnss.setup.ReceiverWish.Moving;
import dev.grandmaster.gnss.setup.ReceiverWish.Survey;

/**
 * What is wanted of a Trimble timing receiver.
 *
 * <p>The older family after the ThunderBolt E user guide (64057-00-ENG): 8E-4A page 65, 8E-A5 and 8E-A6 page 70, 8E-A9 page 74, and for
 * the place {@link TsipPlace}. 8E-A2 is named there as what chooses the scale, and page 79 has the same two bits of its flags in 8F-AB (0:
 * time of UTC, 1: pulse of UTC); that the byte of 8E-A2 has them in this order was not read anywhere, and is seen by what 8F-A2 answers.
 * 8E-A9, 8F-A5 and 8F-A6 agree with gpsd's driver_tsip.c.
 *
 * <p>TSIP version 1 after the same driver (decode_x91_01 to decode_x91_05 and the words of its bits), each layout compared with the answers
 * of a recorded RES 720. How it is told a place was found in no public source.
 */
final class TsipWishes {

    private static final int GPS = 0;
    private static final int GALILEO = 3;
    private static final int SURVEY_OLD = 0x8EA9;
    /** Set along with another length of the survey, so that it counts for the place in force and not for the next one. */
    private static final int SURVEY_BEGINS = 0x01;
    private static final int SURVEY_ON = 0x02;
    private static final int SURVEY_SAVED = 0x08;
    /** Bits 0 and 1 of the mask are the choice, bit 2 the polarity: 3 is "when valid". */
    private static final int PULSE_CHOICE = 0x03;
    private static final int WHEN_VALID = 0x03;
    /** The timing packets: A1-00, A1-11, A2-00, A3-00 and A3-11, as the recorded receiver had them on. */
    private static final int PACKETS = 0x2AAA;

    private TsipWishes() {
    }

    /** For Thunderbolt, Resolution and SMT 360, which know GPS time alone. */
    static List<TsipWish> old(ReceiverWish wish) {
        List<TsipWish> wishes = new ArrayList<>();
        wishes.add(new TsipSettings(0x8EA2, 1, List.of(TsipField.bits("time of UTC instead of GPS", 0, 1, 1, 0),
                TsipField.bits("pulse of UTC instead of GPS", 0, 1, 2, 0))));
        wishes.add(new TsipSettings(0x8E4E, 1, List.of(
                TsipField.of("pulse (2 always, 3 with a satellite, 4 with three)", 0, 1, 3))));
        wishes.add(new TsipSettings(0x8E4A, 15, List.of(TsipField.of("pulse driver on", 0, 1, 1),
                TsipField.noSeconds("pulse offset, s", 3, 8))));
        wishes.add(new TsipSettings(0x8EA5, 2, List.of(TsipField.bits("packet 8F-AB", 0, 2, 1, 1),
                TsipField.bits("packet 8F-AC", 0, 2, 4, 4))));
        switch (wish.position()) {
            case Survey(int minSeconds, int ignored) -> wishes.add(new TsipSettings(SURVEY_OLD, 6,
                    List.of(TsipField.of("survey", 0, 1, 1), TsipField.of("surveyed place is saved", 1, 1, 1),
                            TsipField.of("survey fixes", 2, 4, minSeconds)),
                    true));
            case Fixed place -> {
                wishes.add(new TsipSettings(SURVEY_OLD, 6, List.of(TsipField.of("survey", 0, 1, 0))));
                wishes.add(TsipPlace.of(place));
            }
            case Moving() -> wishes.add(new TsipSettings(SURVEY_OLD, 6, List.of(TsipField.of("survey", 0, 1, 0))));
        }
        return wishes;
    }

    /** For TSIP version 1. */
    static List<TsipWish> versionOne(ReceiverWish wish) {
        int base = wish.grid() == Grid.GALILEO ? GALILEO : GPS;
        List<TsipWish> wishes = new ArrayList<>();
        wishes.add(new TsipSettings(0x9103, 17, List.of(TsipField.of("time base (0 GPS, 3 Galileo)", 0, 1, base),
                TsipField.of("pulse base (0 GPS, 3 Galileo)", 1, 1, base),
                TsipField.bits("pulse (1 always, 2 with a fix, 3 when valid)", 2, 1, PULSE_CHOICE, WHEN_VALID),
                TsipField.noSeconds("pulse offset, s", 9, 8))));
        wishes.add(new TsipSettings(0x9101, 26, List.of(TsipField.noSeconds("antenna cable delay, s", 18, 4))));
        wishes.add(new TsipSettings(0x9105, 17, List.of(TsipField.bits("packets", 1, 4, PACKETS, PACKETS))));
        boolean survey = !(wish.position() instanceof Moving);
        List<TsipField> fields = new ArrayList<>(List.of(
                TsipField.bits("survey", 0, 1, SURVEY_ON, survey ? SURVEY_ON : 0)));
        if (survey) {
            fields.add(TsipField.bits("surveyed place is saved", 0, 1, SURVEY_SAVED, SURVEY_SAVED));
        }
        if (wish.position() instanceof Survey(int minSeconds, int ignored)) {
            fields.add(TsipField.of("survey fixes", 1, 4, minSeconds));
            fields.add(TsipField.whenWriting(0, 1, SURVEY_BEGINS));
        }
        wishes.add(new TsipSettings(0x9104, 9, fields));
        return wishes;
    }
}
