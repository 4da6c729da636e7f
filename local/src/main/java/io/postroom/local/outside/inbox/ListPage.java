package io.postroom.local.outside.inbox;

import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.mail.MailMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The list of messages as HTML, newest first. */
final class ListPage {
    private static final int PAGE_SIZE = 50;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.UK)
            .withZone(ZoneId.of("Europe/London"));

    private final Query query;
    private final UnaryOperator<String> serviceOf;
    private final Function<AcceptedEmail, MailMessage> read;
    private final StringBuilder html = new StringBuilder();

    private ListPage(Query query, UnaryOperator<String> serviceOf, Function<AcceptedEmail, MailMessage> read) {
        this.query = query;
        this.serviceOf = serviceOf;
        this.read = read;
    }

    static String html(List<Accepted> all, Query query, UnaryOperator<String> serviceOf,
            Function<AcceptedEmail, MailMessage> read) {
        return new ListPage(query, serviceOf, read).render(all);
    }

    private String render(List<Accepted> all) {
        List<Accepted> chosen = all.reversed().stream().filter(this::matches).toList();
        int first = (int) Math.min(query.number("page") * PAGE_SIZE, chosen.size());
        int last = Math.min(first + PAGE_SIZE, chosen.size());
        html.append("""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>What people received – Postroom</title>
            <link rel="stylesheet" href="/inbox.css">
            </head>
            <body>
            <a class="skip" href="#messages">Skip to messages</a>
            <header><h1>What people received</h1></header>
            <main>
            """);
        filters(all);
        html.append("<p>%d of %d messages, newest first. <a href=\"%s\">Look again</a></p>%n".formatted(chosen.size(),
                all.size(), escape(query.with("page", ""))));
        html.append("<div id=\"messages\">\n");
        chosen.subList(first, last).forEach(this::message);
        html.append("</div>\n");
        pages(first, last, chosen.size());
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private boolean matches(Accepted message) {
        String channel = query.text("channel");
        String service = query.text("service");
        return (channel.isEmpty() || channel.equals(channel(message)))
                && (service.isEmpty() || service.equals(service(message)));
    }

    private void filters(List<Accepted> all) {
        html.append("<form method=\"get\" action=\"/\">\n");
        select("channel", "Channel", List.of("sms", "email", "letter"));
        select("service", "Service",
                all.stream().map(this::service).filter(name -> !name.isEmpty()).distinct().sorted().toList());
        html.append("<button>Show</button>\n</form>\n");
    }

    private void select(String name, String label, List<String> choices) {
        html.append("<label for=\"%s\">%s</label> <select id=\"%s\" name=\"%s\"><option value=\"\">All</option>"
                .formatted(name, label, name, name));
        for (String choice : choices) {
            html.append("<option value=\"%s\"%s>%s</option>".formatted(escape(choice),
                    choice.equals(query.text(name)) ? " selected" : "", escape(choice)));
        }
        html.append("</select>\n");
    }

    private void message(Accepted message) {
        html.append("<article aria-labelledby=\"m%d\" class=\"%s\">%n".formatted(message.number(), channel(message)));
        switch (message) {
            case AcceptedText text -> text(text);
            case AcceptedEmail email -> email(email, read.apply(email));
            case AcceptedLetter letter -> letter(letter);
        }
        html.append("</article>\n");
    }

    private void text(AcceptedText text) {
        heading(text, "Text from " + text.from());
        fact("To", text.to());
        html.append("<p class=\"bubble\">%s</p>%n".formatted(escape(text.text()).replace("\n", "<br>")));
        int parts = text.messageIds().size();
        html.append("<p class=\"small\">%d %s, %s, %d characters</p>%n".formatted(parts, parts == 1 ? "part" : "parts",
                text.encoding().equals("ucs2") ? "UCS-2" : "GSM-7", text.text().length()));
    }

    private void email(AcceptedEmail email, MailMessage message) {
        heading(email, "E-mail: " + email.subject());
        fact("From", message.from());
        fact("To", message.to());
        String base = "/messages/" + email.number();
        if (message.html().isPresent()) {
            html.append("<iframe title=\"The e-mail as it looks\" sandbox src=\"%s/html\"></iframe>%n".formatted(base));
        }
        message.text().ifPresent(plain -> html.append("<details><summary>Plain text</summary><pre>%s</pre></details>%n"
                .formatted(escape(plain))));
        html.append("<details><summary>Headers</summary><pre>%s</pre></details>%n"
                .formatted(escape(String.join("\n", message.headers()))));
        html.append("<p class=\"small\"><a href=\"%s/source\">Source</a></p>%n".formatted(base));
    }

    private void letter(AcceptedLetter letter) {
        heading(letter, "Letter to " + (letter.address().isEmpty() ? "nobody" : letter.address().getFirst()));
        fact("Address", letter.recipient());
        fact("Postage", letter.postage());
        String pdf = "/messages/" + letter.number() + "/letter.pdf";
        html.append("<iframe title=\"The letter\" src=\"%s\"></iframe>%n".formatted(pdf));
        html.append("<p class=\"small\"><a href=\"%s\">Open the letter (PDF, %d %s)</a></p>%n".formatted(pdf,
                letter.pages(), letter.pages() == 1 ? "page" : "pages"));
    }

    private void heading(Accepted message, String title) {
        Instant at = message.acceptedAt();
        html.append("<h2 id=\"m%d\">%s</h2>%n<p class=\"small\"><time datetime=\"%s\">%s</time>%s</p>%n".formatted(
                message.number(), escape(title), at, WHEN.format(at),
                service(message).isEmpty() ? "" : " · " + escape(service(message))));
    }

    private void fact(String name, String value) {
        html.append("<p><b>%s</b> %s</p>%n".formatted(name, escape(value)));
    }

    private void pages(int first, int last, int count) {
        html.append("<nav aria-label=\"Pages\">");
        long page = query.number("page");
        if (first > 0) {
            html.append("<a rel=\"prev\" href=\"%s\">Newer</a> "
                    .formatted(escape(query.with("page", Long.toString(Math.max(0, page - 1))))));
        }
        if (last < count) {
            html.append("<a rel=\"next\" href=\"%s\">Older</a>"
                    .formatted(escape(query.with("page", Long.toString(page + 1)))));
        }
        html.append("</nav>\n");
    }

    private String service(Accepted message) {
        return message.references().stream().map(serviceOf).filter(name -> !name.isEmpty()).findFirst().orElse("");
    }

    private static String channel(Accepted message) {
        return switch (message) {
            case AcceptedText text -> "sms";
            case AcceptedEmail email -> "email";
            case AcceptedLetter letter -> "letter";
        };
    }

    private static String escape(String text) {
        return text.chars().mapToObj(c -> switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> Character.toString(c);
        }).collect(Collectors.joining());
    }
}
