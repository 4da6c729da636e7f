package io.postroom.benchmarks.content;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.util.List;
import java.util.Locale;

/** What is measured with: templates as services write them, and people who do not exist. */
final class Samples {
    static final List<String> PLACEHOLDERS = List.of("name", "check by", "reference");

    private static final String SMS = """
        Student Finance: ((name)), we have received your documents. We will check them by ((check by)). \
        Your reference is ((reference)).
        """;

    private static final String EMAIL = """
        ---
        subject: "We are looking at your medical information (reference ((reference)))"
        ---
        Dear ((name))

        # We are looking at your medical information

        We have what we need from you to decide whether you can keep your driving licence. Your reference is ((reference)).

        ## What happens next

        * we may ask your doctor or consultant for more information
        * you do not need to contact them
        * we expect to make a decision by ((check by))

        We will email you when we have.

        ## Until then

        You may be able to drive while you wait. Check with your doctor whether it is safe for you to drive.

        ^ You must tell us if your condition gets worse or you develop a new one.

        [Medical conditions and driving](https://www.gov.uk/driving-medical-conditions)
        """;

    private static final List<String> FIRST_NAMES = List.of("Siân", "Amira", "John", "Priya", "Llŷr", "Grace",
            "Oluwaseun",
            "Zoë");
    private static final List<String> LAST_NAMES = List.of("Jones", "O'Neill", "Smith-Taylor", "Bowen", "Khan", "Nowak",
            "Evans");

    private Samples() {}

    static Template sms() {
        return TemplateParser.parse("evidence-receipt", Channel.SMS, Language.EN, SMS).orElseThrow();
    }

    static Template email() {
        return TemplateParser.parse("assessment-started", Channel.EMAIL, Language.EN, EMAIL).orElseThrow();
    }

    static Personalisation values(int index) {
        Personalisation.Builder values = Personalisation.builder();
        for (String placeholder : PLACEHOLDERS) {
            values.text(placeholder, value(index, placeholder));
        }
        return values.build();
    }

    static String value(int index, String placeholder) {
        return switch (placeholder) {
            case "name" -> name(index);
            case "check by" -> index % 28 + 1 + " December 2026";
            case "reference" -> String.format(Locale.ROOT, "SF-%07d", index);
            default -> throw new IllegalArgumentException("No sample for " + placeholder);
        };
    }

    static String name(int index) {
        return FIRST_NAMES.get(index % FIRST_NAMES.size()) + " "
                + LAST_NAMES.get(index / FIRST_NAMES.size() % LAST_NAMES.size());
    }

    /** A good UK mobile number, in one of the ways in which people write them. */
    static String mobile(int index) {
        String digits = String.format(Locale.ROOT, "7400%06d", (index * 7_919L + 12_345) % 1_000_000);
        return switch (index % 4) {
            case 0 -> "0" + digits;
            case 1 -> "0" + digits.substring(0, 4) + " " + digits.substring(4);
            case 2 -> "+44 " + digits.substring(0, 4) + " " + digits.substring(4, 7) + " " + digits.substring(7);
            default -> "0044" + digits;
        };
    }
}
