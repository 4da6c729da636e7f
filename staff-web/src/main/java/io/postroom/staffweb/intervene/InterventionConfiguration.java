package io.postroom.staffweb.intervene;

import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.lookup.Register;
import io.postroom.staffweb.outbox.Publication;
import io.postroom.staffweb.readmodel.IdentityTable;
import io.postroom.staffweb.readmodel.SuppressionTable;
import io.postroom.staffweb.send.Catalogue;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff do about messages and addresses. */
@Configuration(proxyBeanMethods = false)
public class InterventionConfiguration {
    @Bean
    Interventions interventions(Publication publication, AuditTrail audit, ReasonBook reasons, JdbcClient jdbc,
            TransactionTemplate transactions, Clock clock) {
        return new Interventions(publication, audit, reasons, new IdentityTable(jdbc), transactions, clock,
                UUID::randomUUID);
    }

    @Bean
    MessageActs messageActs(Register register, Catalogue catalogue, Interventions interventions) {
        return new MessageActs(register, catalogue::services, interventions);
    }

    @Bean
    AddressPages addressPages(SuppressionTable suppressions, Interventions interventions) {
        return new AddressPages(suppressions, interventions);
    }
}
