package io.postroom.letterlayout;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterFields;
import io.postroom.content.letter.LetterText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** Letters to lay out. */
final class Letters {

    static final List<String> ADDRESS = List.of("Mrs Siân Ŵyn-Jones", "Flat 2", "10 High Street", "Llanfair",
            "SW1A 1AA");
    static final List<String> CONTACT = List.of("Office of the Public Guardian", "PO Box 16185", "Birmingham", "B2 2WH",
            "Telephone: 0300 456 0300");

    private static final String BODY = """
        # What you need to do

        Your application is registered. Sign the form - before 4 December.

        * first thing
        * second thing
          * a thing within
        * ŵ ŷ â and Ô

        1. sign
        2. send it back

        ^ Keep this letter.

        See https://www.gov.uk/power-of-attorney or [ask us](https://example.gov.uk/ask).
        """;

    private Letters() {}

    static LetterDocument simple() {
        return letter(ADDRESS, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument withBody(String markdown) {
        return letter(ADDRESS, new LetterText(Language.EN, "Your lasting power of attorney", markdown));
    }

    static LetterDocument bilingual() {
        return letter(ADDRESS,
                new LetterText(Language.CY, "Eich atwrneiaeth arhosol", "# Beth i’w wneud\n\nDiolch i chi."),
                new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument to(List<String> address) {
        return letter(address, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument from(List<String> contact) {
        return letter(ADDRESS, contact, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    /** A letter of any shape: names of several scripts, three to seven lines of address, one language or two. */
    static LetterDocument any(Random random) {
        List<String> names = List.of("Siân Ŵyn-Ĵones", "Łukasz Żółć", "Ξένια Παπαδοπούλου", "Юлия Щербакова",
                "D. O’Neill",
                "Dr M. Nguyễn", "gjpqy ÅÇÉ");
        List<String> places = List.of("Flat 2", "The Old Rectory, Llanfairpwllgwyngyll", "10 High Street",
                "Büyükçekmece",
                "a", "Unit 7, Trading Estate");
        List<String> address = new ArrayList<>(List.of(pick(random, names)));
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            address.add(pick(random, places));
        }
        address.add(random.nextBoolean() ? "SW1A 1AA" : "Côte d’Ivoire");
        List<String> contact = new ArrayList<>();
        for (int i = random.nextInt(11); i > 0; i--) {
            contact.add(pick(random, CONTACT));
        }
        LetterText english = new LetterText(Language.EN, pick(random, names) + ": your application", markdown(random));
        LetterText welsh = new LetterText(Language.CY, "Eich cais", markdown(random));
        return switch (random.nextInt(3)) {
            case 0 -> letter(address, contact, welsh);
            case 1 -> letter(address, contact, welsh, english);
            default -> letter(address, contact, english);
        };
    }

    private static String markdown(Random random) {
        List<String> pieces = List.of("# Heading ŵ\n\n", "## Lower\n\n", "* item\n* item\n  * within\n\n",
                "1. one\n2. two\n\n",
                "---\n\n", "^ set apart\n^ * with a list\n\n", "A paragraph - \"with\" 'quotes'.\nA line.\n\n",
                "Long text that fills a line and goes on and on. ".repeat(12) + "\n\n", "QR: https://www.gov.uk\n\n",
                "[QR](https://www.gov.uk \"what for\")\n\n", "https://www.gov.uk/a-b [see](https://x.uk/y) ",
                "Юлия Ωμέγα ",
                "x".repeat(150) + "\n", "* [QR](https://www.gov.uk)\n\n", "7. seven\n\n   more\n\n");
        StringBuilder markdown = new StringBuilder("text\n\n");
        for (int i = random.nextInt(14); i > 0; i--) {
            markdown.append(pick(random, pieces));
        }
        return markdown.toString();
    }

    private static String pick(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** A black picture, partly see-through. */
    static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, y < height / 2 ? 0xff000000 : 0xe0102030);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static LetterDocument letter(List<String> address, LetterText first, LetterText... more) {
        return letter(address, CONTACT, first, more);
    }

    private static LetterDocument letter(List<String> address, List<String> contact, LetterText first,
            LetterText... more) {
        LetterFields fields = new LetterFields(address, LocalDate.of(2026, 11, 22), Optional.of("LPA 7000-1234"),
                contact);
        return LetterDocuments.letter(fields, first, more).orElseThrow();
    }
}
