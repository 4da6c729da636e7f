package io.postroom.smsworker;

import io.postroom.worker.CheckedSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
}
