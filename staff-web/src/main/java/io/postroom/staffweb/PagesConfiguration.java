package io.postroom.staffweb;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.staffweb.audit.AuditPage;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.brakes.BrakeCommands;
import io.postroom.staffweb.brakes.BrakePages;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.intervene.InterventionConfiguration;
import io.postroom.staffweb.lookup.LookUpPages;
import io.postroom.staffweb.lookup.Register;
import io.postroom.staffweb.outbox.Outbox;
import io.postroom.staffweb.outbox.Publication;
import io.postroom.staffweb.overview.Numbers;
import io.postroom.staffweb.overview.OverviewPage;
import io.postroom.staffweb.pages.OpenPages;
import io.postroom.staffweb.pages.PageModel;
import io.postroom.staffweb.pages.TypedForms;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.BrakeTable;
import io.postroom.staffweb.readmodel.StepTable;
import io.postroom.staffweb.readmodel.SuppressionTable;
import io.postroom.staffweb.send.Catalogue;
import io.postroom.staffweb.send.Dispatch;
import io.postroom.staffweb.send.LetterPictures;
import io.postroom.staffweb.send.PreviewPages;
import io.postroom.staffweb.send.ResendPages;
import io.postroom.staffweb.send.SendPages;
import io.postroom.staffweb.signin.StaffArgument;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.CacheControl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The pages, and what draws them. */
@Configuration(proxyBeanMethods = false)
@Import({PageModel.class, OpenPages.class, InterventionConfiguration.class})
class PagesConfiguration {
    private static final String FOLDER = "io/postroom/staffweb/";

    @Bean
    StaffArgument staffArgument(StaffSettings settings) {
        return new StaffArgument(settings.signIn().rolesClaim());
    }

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename(FOLDER + "words");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
        return texts;
    }

    @Bean
    LocaleResolver localeResolver(StaffSettings settings) {
        CookieLocaleResolver resolver = new CookieLocaleResolver("postroom-language");
        resolver.setDefaultLocale(Locale.UK);
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSecure(settings.session().secureCookies());
        resolver.setCookieMaxAge(Duration.ofDays(365));
        return resolver;
    }

    @Bean
    ThymeleafViewResolver viewResolver(MessageSource texts) {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(
                PagesConfiguration.class.getClassLoader());
        templates.setPrefix(FOLDER + "pages/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(texts);
        engine.setEnableSpringELCompiler(false);
        ThymeleafViewResolver resolver = new ThymeleafViewResolver();
        resolver.setTemplateEngine(engine);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return resolver;
    }

    @Bean
    WebMvcConfigurer webMvc(StaffArgument staff) {
        TypedForms typed = new TypedForms();
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(staff);
                resolvers.add(typed);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                LocaleChangeInterceptor change = new LocaleChangeInterceptor();
                change.setParamName("language");
                change.setIgnoreInvalidLocale(true);
                registry.addInterceptor(change);
                registry.addInterceptor(typed);
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/own/**").addResourceLocations("classpath:/" + FOLDER + "own/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
            }
        };
    }

    @Bean
    Register register(JdbcClient jdbc, StepTable steps, SuppressionTable suppressions, ReasonBook reasons,
            BlindIndex index) {
        return new Register(jdbc, steps, suppressions, reasons, index);
    }

    @Bean
    LookUpPages lookUpPages(Register register, Catalogue catalogue, AuditTrail audit) {
        return new LookUpPages(register, catalogue::services, audit);
    }

    @Bean
    OverviewPage overviewPage(JdbcClient jdbc, Catalogue catalogue, Clock clock) {
        return new OverviewPage(new Numbers(jdbc), catalogue::services, clock);
    }

    @Bean
    AuditPage auditPage(AuditTrail audit, Catalogue catalogue) {
        return new AuditPage(audit, catalogue::services);
    }

    @Bean
    Catalogue catalogue(StaffSettings settings) {
        return Catalogue.load(settings.rulesDirectory());
    }

    @Bean
    Dispatch dispatch(Outbox outbox, AuditTrail audit, ReasonBook reasons, TransactionTemplate transactions,
            KafkaAvroSerializer avro, StaffSettings settings) {
        return new Dispatch(outbox, audit, reasons, transactions,
                request -> avro.serialize(settings.topics().send(), request));
    }

    @Bean
    SendPages sendPages(Catalogue catalogue, Dispatch dispatch, PreviewPages previews, Clock clock) {
        return new SendPages(catalogue, dispatch, previews, clock);
    }

    @Bean
    ResendPages resendPages(Register register, Catalogue catalogue) {
        return new ResendPages(register, catalogue);
    }

    @Bean
    BrakePages brakePages(BrakeTable brakes, Catalogue catalogue, Publication publication, AuditTrail audit,
            ReasonBook reasons, TransactionTemplate transactions, Clock clock) {
        return new BrakePages(brakes, catalogue,
                new BrakeCommands(publication, audit, reasons, transactions, clock, UUID::randomUUID));
    }

    @Bean
    LetterPictures letterPictures(Clock clock) {
        return new LetterPictures(new LetterLayout(), clock);
    }

    @Bean
    PreviewPages previewPages(Catalogue catalogue, LetterPictures letters, Clock clock) {
        return new PreviewPages(catalogue, letters, clock);
    }
}
