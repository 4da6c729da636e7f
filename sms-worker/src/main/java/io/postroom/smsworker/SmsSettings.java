package io.postroom.smsworker;

import io.postroom.worker.CheckedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The text channel.
 *
 * @param providers in order of preference
 */
@ConfigurationProperties("postroom.sms")
record SmsSettings(@DefaultValue List<SmppSettings> providers) implements CheckedSettings {
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (providers.isEmpty()) {
            problems.add("postroom.sms.providers is empty; name at least one SMPP provider.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < providers.size(); i++) {
            SmppSettings provider = providers.get(i);
            problems.addAll(provider.problems("postroom.sms.providers[" + i + "]"));
            if (!names.add(provider.name())) {
                problems.add("postroom.sms.providers[" + i + "].name is used twice; receipts are told apart by it.");
            }
        }
        return problems;
    }

    /** Connecting is none of it: links are bound before a text is given to them. */
    @Override
    public Map<String, Duration> waits() {
        return IntStream.range(0, providers.size()).boxed().collect(
                Collectors.toMap(i -> "postroom.sms.providers[" + i + "].response-timeout",
                        i -> providers.get(i).responseTimeout()));
    }
}
