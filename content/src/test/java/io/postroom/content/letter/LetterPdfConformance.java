package io.postroom.content.letter;

import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import tools.jackson.databind.JsonNode;

/** Draws what a case describes and asks where there is ink that cannot be printed. */
public final class LetterPdfConformance implements ConformanceTopic {

    private static final String CODE = "content-outside-printable-area";

    @Override
    public Object answer(String op, JsonNode input) {
        if (!op.equals("printable_area")) {
            return "unknown op";
        }
        List<Integer> pages = new LetterCheck(StationeryProfile.standard()).check(pdf(input)).problems().stream()
                .filter(problem -> problem.code().equals(CODE)).flatMap(problem -> problem.pages().stream()).toList();
        return Map.of("message", pages.isEmpty() ? "" : CODE, "invalid_pages", pages);
    }

    private static byte[] pdf(JsonNode input) {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (int i = 1; i <= input.get("pages").asInt(); i++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                if (i == input.get("page").asInt()) {
                    draw(document, page, input);
                }
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void draw(PDDocument document, PDPage page, JsonNode input) throws IOException {
        float x = input.get("x_pt_from_left").floatValue();
        float y = input.get("y_pt_from_bottom").floatValue();
        String what = Inputs.text(input, "draw");
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            if (what.startsWith("filled black rectangle")) {
                content.addRect(x, y, 5, 5);
                content.fillAndStroke();
            } else {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(x, y);
                content.showText(what.substring(what.indexOf(": ") + 2));
                content.endText();
            }
        }
    }
}
