package io.postroom.staffweb.batch;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.send.LetterPictures;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The first letter of a spreadsheet as the person will get it: its PDF, and its pages as pictures. */
@Controller
public class SamplePages {
    private final BatchTable table;
    private final Samples samples;
    private final LetterPictures letters;
    private final Supplier<? extends Collection<String>> services;

    SamplePages(BatchTable table, Samples samples, LetterPictures letters,
            Supplier<? extends Collection<String>> services) {
        this.table = table;
        this.samples = samples;
        this.letters = letters;
        this.services = services;
    }

    @GetMapping("/batches/{id}/letter.pdf")
    ResponseEntity<byte[]> letter(Staff staff, @PathVariable UUID id) {
        return letters.pdf(first(staff, id));
    }

    @GetMapping("/batches/{id}/letter/{page}.png")
    ResponseEntity<byte[]> page(Staff staff, @PathVariable UUID id, @PathVariable int page) {
        return letters.page(first(staff, id), page);
    }

    private PlannedMessage first(Staff staff, UUID id) {
        Permission.require(staff, Act.SEE_SPREADSHEETS);
        return table.find(id, staff.services(Act.SEE_SPREADSHEETS, services.get())).flatMap(samples::of)
                .orElseThrow(NotFoundException::new);
    }
}
