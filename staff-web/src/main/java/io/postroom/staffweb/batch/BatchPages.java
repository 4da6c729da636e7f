package io.postroom.staffweb.batch;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Words;
import io.postroom.staffweb.send.Catalogue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
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

/** Choosing a template, uploading a spreadsheet for it, and seeing where each stands. */
@Controller
public class BatchPages {
    private final BatchTable table;
    private final Catalogue catalogue;
    private final Decisions decisions;
    private final BatchViews views;

    BatchPages(BatchTable table, Catalogue catalogue, Decisions decisions, BatchViews views) {
        this.table = table;
        this.catalogue = catalogue;
        this.decisions = decisions;
        this.views = views;
    }

    @GetMapping("/batches")
    String list(Staff staff, Model model) {
        Permission.require(staff, Act.SEE_SPREADSHEETS);
        model.addAttribute("batches", table.latest(allowed(staff)));
        return "batch/list";
    }

    @GetMapping("/batches/new")
    String choose(Staff staff, @RequestParam(defaultValue = "") String template, Model model) {
        Permission.require(staff, Act.SEND);
        model.addAttribute("search", template);
        model.addAttribute("choices", catalogue.choices(staff.services(Act.SEND, catalogue.services()), template));
        return "batch/templates";
    }

    @GetMapping("/batches/upload/{service}/{template}/{channel}/{variant}")
    String ask(Staff staff, @PathVariable Map<String, String> asked, Model model) {
        return upload(wording(staff, asked), null, model);
    }

    @PostMapping("/batches/upload/{service}/{template}/{channel}/{variant}")
    String take(Staff staff, @PathVariable Map<String, String> asked, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        Batch.Wording wording = wording(staff, asked);
        Upload upload = request.getAttribute(Upload.ATTRIBUTE) instanceof Upload brought
                ? brought
                : new Upload(Map.of(), null, null);
        Upload.File file = upload.file();
        if (upload.fault() != null || file == null) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return upload(wording, upload.fault() == null ? "NONE" : upload.fault().name(), model);
        }
        return "redirect:/batches/" + decisions.take(staff, wording, file);
    }

    @GetMapping("/batches/{id}")
    String show(Staff staff, @PathVariable UUID id, @ModelAttribute("words") Words words, Model model) {
        return views.page(staff, find(staff, id), new SendForm(Map.of()), Map.of(), model);
    }

    /** The part of a page that changes by itself, and in a header where the spreadsheet stands. */
    @GetMapping("/batches/{id}/live")
    String live(Staff staff, @PathVariable UUID id, HttpServletResponse response, Model model) {
        Batch batch = find(staff, id);
        response.setHeader("X-Stands", batch.state().name());
        views.live(batch, model);
        return "batch/live :: live";
    }

    private Batch find(Staff staff, UUID id) {
        Permission.require(staff, Act.SEE_SPREADSHEETS);
        return table.find(id, allowed(staff)).orElseThrow(NotFoundException::new);
    }

    private Set<String> allowed(Staff staff) {
        return staff.services(Act.SEE_SPREADSHEETS, catalogue.services());
    }

    private String upload(Batch.Wording wording, @Nullable String fault, Model model) {
        model.addAttribute("wording", wording);
        model.addAttribute("columns", ExampleSheet.columns(template(wording)));
        model.addAttribute("fault", fault);
        return "batch/upload";
    }

    /** The template that a request names, if it is one that this person may send. */
    Batch.Wording wording(Staff staff, Map<String, String> asked) {
        Permission.require(staff, Act.SEND);
        String service = asked.getOrDefault("service", "");
        Catalogue.Choice choice = catalogue.choice(service, asked.getOrDefault("template", ""),
                asked.getOrDefault("channel", ""));
        if (choice == null) {
            throw new NotFoundException();
        }
        Permission.require(staff, Act.SEND, service);
        Language language = Stream.of(Language.values())
                .filter(one -> one.tag().equals(asked.get("variant"))).filter(choice.languages()::contains)
                .findFirst().orElseThrow(NotFoundException::new);
        Channel channel = choice.channel();
        Template template = catalogue.template(service, choice.template(), channel, language);
        if (template == null) {
            throw new NotFoundException();
        }
        return new Batch.Wording(service, choice.template(), channel, language, template.contentHash());
    }

    Template template(Batch.Wording wording) {
        Template template = catalogue.template(wording.service(), wording.template(), wording.channel(),
                wording.language());
        if (template == null) {
            throw new NotFoundException();
        }
        return template;
    }
}
