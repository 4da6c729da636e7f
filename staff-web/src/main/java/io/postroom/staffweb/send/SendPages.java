package io.postroom.staffweb.send;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Typed;
import io.postroom.staffweb.pages.Words;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends one message: a template, then one question a page, then a check. Whatever is typed stays typed. */
@Controller
public class SendPages {
    private final Catalogue catalogue;
    private final Dispatch dispatch;
    private final PreviewPages previews;
    private final Clock clock;

    /** Pages about a catalogue. */
    public SendPages(Catalogue catalogue, Dispatch dispatch, PreviewPages previews, Clock clock) {
        this.catalogue = catalogue;
        this.dispatch = dispatch;
        this.previews = previews;
        this.clock = clock;
    }

    @GetMapping("/send")
    String choose(Staff staff, @RequestParam(defaultValue = "") String template, Model model) {
        Permission.require(staff, Act.SEND);
        model.addAttribute("search", template);
        model.addAttribute("choices", catalogue.choices(staff.services(Act.SEND, catalogue.services()), template));
        return "send/templates";
    }

    @PostMapping("/send")
    String begin(Staff staff, @RequestParam String service, @RequestParam String template,
            @RequestParam String channel, HttpSession session) {
        Permission.require(staff, Act.SEND, service);
        Catalogue.Choice choice = catalogue.choice(service, template, channel);
        if (choice == null) {
            throw new NotFoundException();
        }
        Draft draft = new Draft(UUID.randomUUID(), choice);
        Drafts.of(session).keep(draft);
        return to(draft, questions(draft).getFirst().path());
    }

    @GetMapping("/send/{id}/{question}")
    String ask(Staff staff, @PathVariable UUID id, @PathVariable String question, Typed typed, HttpSession session,
            Model model, @ModelAttribute("words") Words words) {
        String sent = Drafts.of(session).confirmation(id);
        if (sent != null) {
            return sent;
        }
        Draft draft = draft(staff, id, session);
        if (question.equals(Question.CHECK)) {
            return check(staff, draft, model, words);
        }
        Question asked = question(draft, question);
        return page(draft, asked, typed.isNothing()
                ? List.of()
                : Answers.take(draft, asked, typed.fields(), clock.instant(), words), model);
    }

    @PostMapping("/send/{id}/{question}")
    String answer(Staff staff, @PathVariable UUID id, @PathVariable String question,
            @RequestParam Map<String, String> typed, HttpSession session, Model model,
            @ModelAttribute("words") Words words) {
        // Who presses twice sees the answer to the second time: it is that of the first.
        String sent = Drafts.of(session).confirmation(id);
        if (sent != null) {
            return sent;
        }
        Draft draft = draft(staff, id, session);
        if (question.equals(Question.CHECK)) {
            return send(staff, draft, session, model, words);
        }
        Question asked = question(draft, question);
        List<String> problems = Answers.take(draft, asked, typed, clock.instant(), words);
        return problems.isEmpty()
                ? to(draft, Question.after(questions(draft), question))
                : page(draft, asked, problems, model);
    }

    @GetMapping("/sent/{id}")
    String sent(Staff staff, @PathVariable UUID id, @RequestParam String channel,
            @RequestParam(defaultValue = "false") boolean later, Model model) {
        Permission.require(staff, Act.SEND);
        model.addAttribute("later", later);
        Channel by = Stream.of(Channel.values()).filter(one -> one.wireName().equals(channel)).findFirst()
                .orElseThrow(NotFoundException::new);
        model.addAttribute("notification", NotificationIds.forSend(id, null, by));
        return "send/sent";
    }

    private String check(Staff staff, Draft draft, Model model, Words words) {
        List<Question> questions = questions(draft);
        Instant now = clock.instant();
        for (Question question : questions) {
            if (!Answers.isGiven(draft, question, now)) {
                return to(draft, question.path());
            }
        }
        Template wording = wording(draft);
        draft.show(wording);
        model.addAttribute("draft", draft);
        model.addAttribute("answers",
                questions.stream().map(question -> Answered.of(draft, question, words)).toList());
        model.addAttribute("back", questions.getLast().path());
        switch (Preview.of(catalogue, draft.request(wording, wording.contentHash(), staff, now), now)) {
            case Preview.Ready(var planned) -> {
                model.addAttribute("message", planned.message());
                model.addAttribute("sender", planned.sender());
                model.addAttribute("pages", previews.pages(planned));
            }
            case Preview.Refused(var reason) -> model.addAttribute("refused", reason.name());
        }
        return "send/check";
    }

    private String send(Staff staff, Draft draft, HttpSession session, Model model, Words words) {
        String hash = draft.approvedHash();
        Instant now = clock.instant();
        SendRequest request = draft.request(wording(draft), Objects.requireNonNullElse(hash, ""), staff, now);
        if (hash == null || Preview.of(catalogue, request, now) instanceof Preview.Refused) {
            return check(staff, draft, model, words);
        }
        dispatch.send(request, draft, staff);
        String confirmation = "redirect:/sent/" + draft.id() + "?channel=" + draft.channel().wireName()
                + (request.getSendAt() == null ? "" : "&later=true");
        Drafts.of(session).sent(draft, confirmation);
        return confirmation;
    }

    private String page(Draft draft, Question question, List<String> problems, Model model) {
        String before = Question.before(questions(draft), question.path());
        model.addAttribute("draft", draft);
        model.addAttribute("question", question);
        model.addAttribute("problems", problems);
        model.addAttribute("back", before == null ? "/send" : "/send/" + draft.id() + "/" + before);
        model.addAttribute("typed", Answers.typed(draft, question));
        return question.path().equals(Question.TIME) ? "send/time" : "send/question";
    }

    private List<Question> questions(Draft draft) {
        Catalogue.Choice choice = catalogue.choice(draft.service(), draft.templateId(), draft.channel().wireName());
        if (choice == null) {
            throw new NotFoundException();
        }
        return Question.of(choice.languages().size() > 1, wording(draft).placeholders());
    }

    private Question question(Draft draft, String path) {
        return questions(draft).stream().filter(one -> one.path().equals(path)).findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** In the language that was chosen; before that in the first there is, whose placeholders are the other's. */
    private Template wording(Draft draft) {
        Language language = draft.language();
        Template wording = language == null
                ? Stream.of(Language.values())
                        .map(one -> catalogue.template(draft.service(), draft.templateId(), draft.channel(), one))
                        .filter(Objects::nonNull).findFirst().orElse(null)
                : catalogue.template(draft.service(), draft.templateId(), draft.channel(), language);
        if (wording == null) {
            throw new NotFoundException();
        }
        return wording;
    }

    private static Draft draft(Staff staff, UUID id, HttpSession session) {
        Permission.require(staff, Act.SEND);
        @Nullable
        Draft draft = Drafts.of(session).find(id);
        if (draft == null) {
            throw new NotFoundException();
        }
        Permission.require(staff, Act.SEND, draft.service());
        return draft;
    }

    private static String to(Draft draft, String path) {
        return "redirect:/send/" + draft.id() + "/" + path;
    }
}
