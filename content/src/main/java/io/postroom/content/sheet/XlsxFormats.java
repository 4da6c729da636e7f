package io.postroom.content.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;

/** Writes the numbers and dates of an Excel workbook as the person who made it sees them. */
final class XlsxFormats {

    private final Map<Integer, String> custom = new HashMap<>();
    private final List<Integer> byStyle = new ArrayList<>();
    private final DataFormatter formatter = new DataFormatter(Locale.UK);
    private boolean from1904;

    void use1904(boolean from1904) {
        this.from1904 = from1904;
    }

    void read(XMLStreamReader xml) throws XMLStreamException {
        boolean cellStyles = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                continue;
            }
            boolean start = event == XMLStreamConstants.START_ELEMENT;
            switch (xml.getLocalName()) {
                case "cellXfs" -> cellStyles = start;
                case "xf" -> {
                    if (start && cellStyles) {
                        byStyle.add(XlsxReader.number(XlsxReader.attribute(xml, "numFmtId"), 0));
                    }
                }
                case "numFmt" -> {
                    if (start) {
                        custom.put(XlsxReader.number(XlsxReader.attribute(xml, "numFmtId"), 0),
                                String.valueOf(XlsxReader.attribute(xml, "formatCode")));
                    }
                }
                default -> {
                }
            }
        }
    }

    /** A number in the format of a style. */
    String shown(String value, int style) {
        String plain = value.strip();
        if (plain.isEmpty()) {
            return "";
        }
        int format = style >= 0 && style < byStyle.size() ? byStyle.get(style) : 0;
        String code = custom.getOrDefault(format, builtIn(format));
        double number = Double.parseDouble(plain);
        return formatter.formatRawCellContents(number, format, code, from1904);
    }

    /** Excel shows its format 14 by the place where it runs, here the United Kingdom. */
    private static String builtIn(int format) {
        return format == 14
                ? "dd/mm/yyyy"
                : Objects.requireNonNullElse(BuiltinFormats.getBuiltinFormat(format), "General");
    }
}
