package io.postroom.content.recipient;

import io.postroom.content.Problem;

/** What can be wrong with a telephone number. */
enum PhoneProblems {
    INVALID_NUMBER("invalid-number", "Number is not valid – double check the phone number you entered",
            "Nid yw’r rhif yn ddilys – gwiriwch y rhif ffôn a roesoch"), TOO_LONG("too-long",
                    "Mobile number is too long", "Mae’r rhif ffôn symudol yn rhy hir"), TOO_SHORT("too-short",
                            "Mobile number is too short",
                            "Mae’r rhif ffôn symudol yn rhy fyr"), NOT_A_UK_MOBILE("not-a-uk-mobile",
                                    "This does not look like a UK mobile number – double check the mobile number you entered",
                                    "Nid yw hwn yn edrych fel rhif ffôn symudol y DU – gwiriwch y rhif a roesoch"), UNKNOWN_CHARACTER(
                                            "unknown-character",
                                            "Mobile numbers can only include: 0 1 2 3 4 5 6 7 8 9 ( ) + -",
                                            "Dim ond y rhain y gall rhifau ffôn symudol eu cynnwys: 0 1 2 3 4 5 6 7 8 9 ( ) + -"), UNSUPPORTED_COUNTRY_CODE(
                                                    "unsupported-country-code",
                                                    "Country code not found - double check the mobile number you entered",
                                                    "Ni chanfuwyd cod y wlad - gwiriwch y rhif ffôn symudol a roesoch"), UNSUPPORTED_EMERGENCY_NUMBER(
                                                            "unsupported-emergency-number",
                                                            "Phone number cannot be an emergency number",
                                                            "Ni all y rhif ffôn fod yn rhif argyfwng");

    private final Problem problem;

    PhoneProblems(String code, String english, String welsh) {
        this.problem = Problem.of(code, english, welsh);
    }

    Problem problem() {
        return problem;
    }
}
