package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** People, each with some of the ways to be reached, some of them wrong. */
final class People {
    private static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER);
    private final Random random;
    private int next;

    People(Random random) {
        this.random = random;
    }

    /** The number, so that a person may have several cases and be suppressed in all of them. */
    Recipient one(String role) {
        // Some old ones come again; most of those whose addresses were given up do not.
        int number = random.nextInt(4) == 0 && next > 0 ? random.nextInt(Math.max(0, next - 60), next) : next++;
        Random own = new Random(number * 7919L);
        String mobile = "07700 900%03d".formatted(own.nextInt(1000));
        return Recipient.newBuilder().setRole(role).setReference(own.nextInt(20) == 0 ? null : "P" + number)
                .setName("Name " + number).setMobile(choose(own, mobile, "123"))
                .setEmail(own.nextInt(6) == 0 ? null : "p" + number + "@example.com")
                .setAddressLines(own.nextInt(8) == 0
                        ? List.of()
                        : List.of("Name " + number, (1 + own.nextInt(90)) + " High Street", "SW1A 1AA"))
                .setLanguage(own.nextInt(4) == 0 ? Language.CY : Language.EN)
                .setPreferredChannel(own.nextInt(3) == 0 ? null : CHANNELS.get(own.nextInt(3)))
                .setOptOuts(optOuts(own)).build();
    }

    private static String choose(Random own, String mobile, String wrong) {
        return switch (own.nextInt(12)) {
            case 0, 1 -> null;
            case 2 -> wrong;
            default -> mobile;
        };
    }

    private static List<Channel> optOuts(Random own) {
        List<Channel> optOuts = new ArrayList<>(CHANNELS);
        optOuts.removeIf(channel -> own.nextInt(12) != 0);
        return optOuts;
    }
}
