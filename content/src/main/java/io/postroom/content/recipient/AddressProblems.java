package io.postroom.content.recipient;

import io.postroom.content.Problem;

/** What can be wrong with a postal address, in the order in which it is told. */
enum AddressProblems {
    EMPTY("address-is-empty", "Address is empty", "Mae’r cyfeiriad yn wag"), NOT_ENOUGH_LINES(
            "not-enough-address-lines", "Address must be at least 3 lines long",
            "Rhaid i’r cyfeiriad fod o leiaf 3 llinell o hyd"), TOO_MANY_LINES("too-many-address-lines",
                    "Address must be no more than 7 lines long",
                    "Ni chaiff y cyfeiriad fod yn fwy na 7 llinell o hyd"), INVALID_LINE_1_OR_2(
                            "invalid-address-line-1-or-2",
                            "The first 2 lines of the address must each include at least one letter or number",
                            "Rhaid i ddwy linell gyntaf y cyfeiriad gynnwys o leiaf un llythyren neu rif yr un"), COUNTRY_FOR_BFPO(
                                    "has-country-for-bfpo-address",
                                    "The last line of a BFPO address must not be a country",
                                    "Ni chaiff llinell olaf cyfeiriad BFPO fod yn wlad"), NOT_A_POSTCODE_OR_COUNTRY(
                                            "not-a-real-uk-postcode-or-country",
                                            "Last line of the address must be a UK postcode or another country",
                                            "Rhaid i linell olaf y cyfeiriad fod yn god post yn y DU neu’n wlad arall"), INTERNATIONAL(
                                                    "cant-send-international-letters",
                                                    "The address is outside the UK, and this service does not send letters to other countries",
                                                    "Mae’r cyfeiriad y tu allan i’r DU, ac nid yw’r gwasanaeth hwn yn anfon llythyrau i wledydd eraill"), NOT_A_POSTCODE(
                                                            "not-a-real-uk-postcode",
                                                            "Last line of the address must be a real UK postcode",
                                                            "Rhaid i linell olaf y cyfeiriad fod yn god post go iawn yn y DU"), INVALID_CHARACTER(
                                                                    "invalid-char-in-address",
                                                                    "Address lines must not start with any of the following characters: @ ( ) = [ ] ” \\ / , < > ~",
                                                                    "Ni chaiff llinellau’r cyfeiriad ddechrau ag unrhyw un o’r nodau hyn: @ ( ) = [ ] ” \\ / , < > ~"), NO_FIXED_ABODE(
                                                                            "no-fixed-abode-address",
                                                                            "Enter a real address, not ‘no fixed abode’",
                                                                            "Rhowch gyfeiriad go iawn, nid ‘dim cartref sefydlog’");

    private final Problem problem;

    AddressProblems(String code, String english, String welsh) {
        this.problem = Problem.of(code, english, welsh);
    }

    Problem problem() {
        return problem;
    }
}
