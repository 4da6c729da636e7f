package io.postroom.smsworker;

import java.util.HashMap;
import java.util.Map;

/** Verdicts on command_status (SMPP 3.4, 5.1.3), with a provider's own over the usual ones. */
final class StatusCodes {
    private static final Map<Integer, Verdict> USUAL = Map.ofEntries(
            // RINVBNDSTS, RALYBND, RBINDFAIL, RINVPASWD, RINVSYSID, RINVSYSTYP
            Map.entry(0x04, Verdict.ACCOUNT), Map.entry(0x05, Verdict.ACCOUNT), Map.entry(0x0d, Verdict.ACCOUNT),
            Map.entry(0x0e, Verdict.ACCOUNT), Map.entry(0x0f, Verdict.ACCOUNT), Map.entry(0x53, Verdict.ACCOUNT),
            // RINVSRCADR, RINVSRCTON, RINVSRCNPI
            Map.entry(0x0a, Verdict.SENDER), Map.entry(0x48, Verdict.SENDER), Map.entry(0x49, Verdict.SENDER),
            // RINVDSTADR
            Map.entry(0x0b, Verdict.RECIPIENT),
            // RTHROTTLED, RMSGQFUL
            Map.entry(0x58, Verdict.THROTTLED), Map.entry(0x14, Verdict.THROTTLED),
            // RSYSERR, RX_T_APPN, RUNKNOWNERR
            Map.entry(0x08, Verdict.TRANSIENT), Map.entry(0x64, Verdict.TRANSIENT),
            Map.entry(0xff, Verdict.TRANSIENT));

    /** Codes from here on are the vendor's own (SMPP 3.4, table 5-2): nobody knows them, so they are tried again. */
    private static final int VENDOR = 0x400;

    private final Map<Integer, Verdict> verdicts = new HashMap<>(USUAL);

    StatusCodes(Map<String, Verdict> own) {
        own.forEach((code, verdict) -> verdicts.put(Integer.decode(code), verdict));
    }

    static boolean isCode(String code) {
        try {
            return Integer.decode(code) > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The verdict; a code of the standard that is not listed says that something of the message is wrong. */
    Verdict verdict(int status) {
        return verdicts.getOrDefault(status, status >= VENDOR ? Verdict.TRANSIENT : Verdict.CONTENT);
    }

    static String detail(int status) {
        return String.format("smpp 0x%08x", status);
    }
}
