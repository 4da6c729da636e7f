package io.postroom.content.email;

import io.postroom.content.Language;

/**
 * The page around a message. A table for the one program that needs it (marked as presentation), everything else plain;
 * colours as black on white for programs that know nothing else, with a dark set for those that ask for one; no image,
 * font, script or style from elsewhere.
 */
final class EmailPage {

    private EmailPage() {}

    static String around(String body, String subject, String preheader, Language language) {
        String tag = language.tag();
        return """
            <!DOCTYPE html>
            <html lang="%1$s" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no, date=no, address=no">
            <title>%2$s</title>
            <style>
            :root { color-scheme: light dark; }
            .page { background: #ffffff; color: #0b0c0c; }
            .link { color: #1d70b8; }
            @media (prefers-color-scheme: dark) {
            .page { background: #0b0c0c !important; color: #f3f2f1 !important; }
            .link { color: #8eb8dc !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0">
            <div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">%3$s</div>
            <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" border="0">
            <tr>
            <td align="center" style="padding:0 10px">
            <div lang="%1$s" style="max-width:580px;margin:0 auto;padding:30px 0;text-align:left;\
            font-family:Helvetica,Arial,sans-serif">
            %4$s</div>
            </td>
            </tr>
            </table>
            </body>
            </html>
            """.formatted(tag, HtmlText.escape(subject), HtmlText.escape(preheader), body);
    }
}
