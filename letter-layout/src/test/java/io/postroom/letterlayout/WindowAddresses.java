package io.postroom.letterlayout;

import io.postroom.content.Checked;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Addresses of every shape that letters go to, as the address rules write them. */
final class WindowAddresses {

    private static final List<String> NAMES = List.of("A", "Mrs Siân Ŵyn-Ĵones", "Dr M. Nguyễn", "Łukasz Żółć",
            "Ξένια Παπαδοπούλου BA", "Юлия Щербакова QC", "D. O’Neill", "gjpqy ÅÇÉ", "The Executors of the late Ŷ Ap Ŵ",
            "The Right Honourable Siân Ŵyn-Ĵones, Countess of Llanfairpwllgwyngyll", "Cpl J Ĵĵ Smith 24698347",
            "W".repeat(35), "i".repeat(90), "j".repeat(20), "Attorney & Sons <Conveyancers>, Partner's Office");
    private static final List<String> PLACES = List.of("Flat 2", "1", "The Old Rectory, Llanfairpwllgwyngyll",
            "Tŷ’r Ysgol, Ffordd yr Orsaf", "Büyükçekmece", "Unit 7, Trading Estate", "10 High Street",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "ÅÂÊÎÔÛŴŶ", "gjpqy", "Jersey Farm Road",
            "An Address Line of the Length that Notify’s Print House Still Takes", "M".repeat(33), "W".repeat(34),
            "x".repeat(75));
    private static final List<String> POSTCODES = List.of("SW1A 1AA", "LL61 5UJ", "W1A 0AX", "M1 1AE");
    private static final List<String> COUNTRIES = List.of("Côte d’Ivoire", "France", "Democratic Republic of Congo",
            "Germany", "Saint Vincent and the Grenadines");

    private WindowAddresses() {}

    static List<String> any(Random random) {
        while (true) {
            List<String> lines = new ArrayList<>(List.of(pick(random, NAMES), pick(random, PLACES)));
            int more = random.nextInt(5);
            for (int i = 0; i < more; i++) {
                lines.add(pick(random, PLACES));
            }
            switch (random.nextInt(4)) {
                case 0 -> lines.add(pick(random, COUNTRIES));
                case 1 -> lines.addAll(List.of("BFPO " + (1 + random.nextInt(900)), "BF1 3AA"));
                default -> lines.add(pick(random, POSTCODES));
            }
            // Eight lines, and a first line in letters that the rules do not take, are drawn again.
            if (PostalAddress.parse(lines,
                    new PostalAddressOptions(true)) instanceof Checked.Valid<PostalAddress>(PostalAddress address)) {
                return address.reveal();
            }
        }
    }

    private static String pick(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
