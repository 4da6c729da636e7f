package io.postroom.systemtests.support;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ListValue;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Words that occur nowhere else, put where personal data stands, and found again raw, URL-encoded and in base64. Avro
 * writes text as it is, so the raw search covers it.
 */
public final class Canaries {
    /** From Ofcom's range for drama; the first number that no example uses. */
    private static final int FIRST_NUMBER = 500;

    private final Set<String> all = new LinkedHashSet<>();
    private int numbers = FIRST_NUMBER;
    private int words;

    /** All that were made. */
    public Set<String> all() {
        return Set.copyOf(all);
    }

    /** A new one. */
    public String fresh() {
        String canary = "Kanarie" + letters(words++) + "Vogel";
        all.add(canary);
        return canary;
    }

    /** The event with a canary in every field that may hold personal data. Its id, type and roles are no personal data. */
    public CaseEvent into(CaseEvent event) {
        List<Recipient> recipients = event.getRecipients().stream().map(this::into).toList();
        Map<String, Value> data = new TreeMap<>();
        event.getData().forEach((name, value) -> data.put(name, into(value)));
        return CaseEvent.newBuilder(event).setCaseReference(fresh()).setRecipients(recipients).setData(data).build();
    }

    private Recipient into(Recipient recipient) {
        Recipient.Builder canary = Recipient.newBuilder(recipient).setReference(fresh());
        if (recipient.getName() != null) {
            canary.setName(fresh() + " " + fresh());
        }
        if (recipient.getMobile() != null) {
            String number = String.format("7700900%03d", numbers++);
            all.add(number);
            canary.setMobile("0" + number);
        }
        if (recipient.getEmail() != null) {
            canary.setEmail(fresh().toLowerCase(Locale.ROOT) + "@example.com");
        }
        List<String> lines = new ArrayList<>(recipient.getAddressLines());
        for (int line = 0; line < lines.size() - 1; line++) {
            lines.set(line, fresh());
        }
        return canary.setAddressLines(lines).build();
    }

    private Value into(Value value) {
        return switch (value.getValue()) {
            case String ignored -> Value.newBuilder().setValue(fresh()).build();
            case ListValue list -> Value.newBuilder()
                    .setValue(
                            ListValue.newBuilder().setItems(list.getItems().stream().map(this::into).toList()).build())
                    .build();
            // Numbers, dates and money cannot be made unmistakable.
            default -> value;
        };
    }

    /** Each canary that a text holds, in any encoding, with the place and what stands around it. */
    public List<String> in(String place, String text) {
        List<String> found = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (String canary : all) {
            for (String form : forms(canary)) {
                int at = form.equals(canary) ? lower.indexOf(canary.toLowerCase(Locale.ROOT)) : text.indexOf(form);
                if (at >= 0) {
                    found.add(place + ": ..." + text.substring(Math.max(0, at - 160), Math.min(text.length(), at + 60))
                            + "...");
                    break;
                }
            }
        }
        return found;
    }

    private static Set<String> forms(String canary) {
        Set<String> forms = new LinkedHashSet<>(List.of(canary, URLEncoder.encode(canary, StandardCharsets.UTF_8)));
        // Base64 of a text depends on where its three-byte groups begin: take what is the same whatever stands around.
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = (" ".repeat(shift) + canary).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int head = shift == 0 ? 0 : shift + 1;
            int tail = shifted.length % 3 == 0 ? 0 : 1;
            forms.add(base64.substring(head, base64.length() - tail));
            forms.add(base64.substring(head, base64.length() - tail).replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String letters(int number) {
        return "" + (char) ('a' + number / 676 % 26) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }
}
