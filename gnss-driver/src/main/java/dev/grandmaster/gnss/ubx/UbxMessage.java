package dev.grandmaster.gnss.ubx;

/** A decoded message. Numbers keep the unit of the wire, which their names carry. */
public sealed interface UbxMessage
        permits
        NavPvt,
        NavStatus,
        NavTimeGps,
        NavTimeUtc,
        NavTimeLs,
        NavTimeSystem,
        NavSat,
        TimTp,
        MonHw,
        MonRf,
        SecSig {

    /** Class and id, as in {@link UbxKind}. */
    int kind();
}
