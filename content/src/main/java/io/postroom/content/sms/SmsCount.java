package io.postroom.content.sms;

import java.util.List;

/**
 * What a text costs, told to its author.
 *
 * @param characters the length in UTF-16 code units
 * @param parts how many texts the network carries, and bills, for it
 * @param encoding how it is carried
 * @param costlyCharacters the characters, each once and in order, that force the dearer encoding; empty if it is not needed
 */
public record SmsCount(int characters, int parts, SmsEncoding encoding, List<String> costlyCharacters) {
    public SmsCount {
        costlyCharacters = List.copyOf(costlyCharacters);
    }

    /** The count of a text as it is sent. */
    public static SmsCount of(String text) {
        SmsEncoding encoding = SmsEncoding.of(text);
        List<String> costly = switch (encoding) {
            case GSM_7 -> List.of();
            case UCS_2 -> text.codePoints().filter(c -> Gsm7.septets(c) == 0).distinct().mapToObj(Character::toString)
                    .toList();
        };
        return new SmsCount(text.length(), SmsSplitter.split(text, encoding).size(), encoding, costly);
    }

    @Override
    public String toString() {
        return "SmsCount[characters=" + characters + ", parts=" + parts + ", encoding=" + encoding + "]";
    }
}
