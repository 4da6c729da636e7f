package io.postroom.staffweb.pages;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.signin.StaffArgument;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: the reader's language and name, and where they may go. */
@ControllerAdvice
public class PageModel {
    private final MessageSource source;
    private final StaffArgument staff;

    /** With the texts, and who knows who is signed in. */
    public PageModel(MessageSource source, StaffArgument staff) {
        this.source = source;
        this.staff = staff;
    }

    /**
     * The frame of a page.
     *
     * @param path the page's own path
     * @param query what its address asked for, each with an ampersand behind it, but for the language
     * @param name who is signed in, or null
     * @param maySend whether the way to sending is shown
     * @param maySeeSheets whether the way to spreadsheets is shown
     * @param maySeeAudit whether the way to the audit is shown
     */
    public record Frame(String path, String query, @Nullable String name, boolean maySend, boolean maySeeSheets,
            boolean maySeeAudit) {}

    /** The texts. */
    @ModelAttribute("words")
    public Words words(Locale locale) {
        return new Words(source, locale);
    }

    /** The frame. */
    @ModelAttribute("frame")
    public Frame frame(HttpServletRequest request) {
        Staff reader = staff.of(request.getUserPrincipal());
        return new Frame(request.getRequestURI(), rest(request.getQueryString()), reader == null ? null : reader.name(),
                reader != null && reader.may(Act.SEND),
                reader != null && reader.may(Act.SEE_SPREADSHEETS), reader != null && reader.may(Act.SEE_AUDIT));
    }

    private static String rest(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(part -> !part.isEmpty() && !part.startsWith("language="))
                        .map(part -> part + "&").collect(Collectors.joining());
    }
}
