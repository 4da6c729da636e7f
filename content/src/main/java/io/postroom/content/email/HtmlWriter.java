package io.postroom.content.email;

import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * Writes the body of a message as HTML. Styles are inline because several mail programs drop all others; colours are
 * left to the page, which knows about dark mode.
 */
final class HtmlWriter {

    private static final String P = "<p style=\"margin:0 0 20px 0;font-size:19px;line-height:25px\">";
    private static final String ITEM_P = "<p style=\"margin:0;font-size:19px;line-height:25px\">";
    private static final String LIST_STYLE = " style=\"margin:0 0 20px 0;padding:0 0 0 20px;font-size:19px;line-height:25px\">";

    private final StringBuilder html = new StringBuilder();

    private HtmlWriter() {}

    static String write(Node document) {
        HtmlWriter writer = new HtmlWriter();
        writer.children(document);
        return writer.html.toString();
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            one(node);
        }
    }

    private void one(Node node) {
        switch (node) {
            case Text text -> html.append(HtmlText.escape(HtmlText.withoutAccidentalLinks(text.getLiteral())));
            case HardLineBreak ignored -> html.append("<br>");
            case Link link -> link(link);
            case Paragraph paragraph ->
                element(paragraph.getParent() instanceof ListItem ? ITEM_P : P, paragraph, "</p>\n");
            case Heading heading -> heading(heading);
            case BulletList list -> element("<ul" + LIST_STYLE + "\n", list, "</ul>\n");
            case OrderedList list -> element("<ol" + LIST_STYLE + "\n", list, "</ol>\n");
            case ListItem item -> element("<li style=\"margin:5px 0;padding:0 0 0 5px\">", item, "</li>\n");
            case BlockQuote inset -> element(
                    "<div class=\"inset\" style=\"margin:0 0 20px 0;padding:15px 0 0.1px 15px;border-left:10px solid #b1b4b6\">\n",
                    inset, "</div>\n");
            case ThematicBreak ignored -> html
                    .append("<hr style=\"border:0;height:1px;background:#b1b4b6;margin:30px 0\">\n");
            default -> children(node);
        }
    }

    private void heading(Heading heading) {
        // The page's own first heading is the subject, so that a message starts one level below it.
        if (heading.getLevel() == 1) {
            element("<h2 style=\"margin:0 0 20px 0;padding:10px 0 0 0;font-size:27px;line-height:35px;font-weight:bold\">",
                    heading, "</h2>\n");
        } else {
            element("<h3 style=\"margin:0 0 15px 0;padding:10px 0 0 0;font-size:19px;line-height:25px;font-weight:bold\">",
                    heading, "</h3>\n");
        }
    }

    private void link(Link link) {
        html.append("<a href=\"").append(HtmlText.escape(LinkTargets.safe(link.getDestination()))).append('"');
        if (link.getTitle() != null && !link.getTitle().isBlank()) {
            html.append(" title=\"").append(HtmlText.escape(link.getTitle())).append('"');
        }
        element(" class=\"link\" style=\"word-wrap:break-word\">", link, "</a>");
    }

    private void element(String open, Node node, String close) {
        html.append(open);
        children(node);
        html.append(close);
    }
}
