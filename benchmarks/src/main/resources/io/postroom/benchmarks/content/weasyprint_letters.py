"""Lays out one-page letters with WeasyPrint for some time, in one process and on one thread.

Arguments: seconds to warm up, seconds to measure, the folder of the fonts, the file that the last letter is kept in.
Prints the version, how many letters there were, the seconds of processor time and of the clock, and the bytes of the last.
What can be kept between letters is kept: the style sheet, parsed once, and the font configuration.
"""
import pathlib
import sys
import time

import weasyprint
from weasyprint.text.fonts import FontConfiguration

warm_seconds, seconds, fonts, keep = float(sys.argv[1]), float(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
here = pathlib.Path(__file__).parent
page = (here / "weasyprint_letter.html").read_text(encoding="utf-8")
style = (here / "weasyprint_letter.css").read_text(encoding="utf-8")
configuration = FontConfiguration()
css = weasyprint.CSS(string=style.replace("{fonts}", fonts.absolute().as_uri()), font_config=configuration)

FIRST = ["Siân", "Amira", "John", "Priya", "Llŷr", "Grace", "Oluwaseun", "Zoë"]
LAST = ["Jones", "O'Neill", "Smith-Taylor", "Bowen", "Khan", "Nowak", "Evans"]


def letter(index):
    name = f"{FIRST[index % 8]} {LAST[index // 8 % 7]}"
    text = page.replace("((name))", name).replace("((reference))", f"SF-{index:07d}").replace("((flat))", str(index % 90 + 1))
    document = weasyprint.HTML(string=text).render(stylesheets=[css], font_config=configuration)
    if len(document.pages) != 1:
        raise SystemExit(f"A letter has {len(document.pages)} pages instead of one.")
    return document.write_pdf(variant="pdf/ua-1")


def letters(first, length):
    end, count = time.monotonic() + length, 0
    while time.monotonic() < end:
        letter(first + count)
        count += 1
    return count


warmed = letters(0, warm_seconds)
processor, clock = time.process_time(), time.monotonic()
count = letters(warmed, seconds)
processor, clock = time.process_time() - processor, time.monotonic() - clock
last = letter(0)
pathlib.Path(keep).write_bytes(last)
print(weasyprint.__version__, count, processor, clock, len(last))
