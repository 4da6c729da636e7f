package io.postroom.content.sheet;

import io.postroom.content.Problem;

/** Why a file cannot be read, in words. */
final class FileProblems {

    static final Problem TOO_BIG = Problem.of("file-too-big",
            "The file is bigger than 10 MB: split it into smaller ones",
            "Mae’r ffeil yn fwy na 10 MB: rhannwch hi’n rhai llai");
    static final Problem EMPTY = Problem.of("empty-file", "The file has nothing in it", "Nid oes dim yn y ffeil");
    static final Problem WRONG_ENCODING = Problem.of("wrong-encoding",
            "We cannot read some of the letters: save the file as ‘CSV UTF-8’ or as an Excel workbook",
            "Ni allwn ddarllen rhai o’r llythrennau: cadwch y ffeil fel ‘CSV UTF-8’ neu fel llyfr gwaith Excel");
    static final Problem SEMICOLONS = Problem.of("separated-by-semicolons",
            "The columns are separated by semicolons: save the file with commas, or as an Excel workbook",
            "Mae’r colofnau wedi’u gwahanu gan hanner colonau: cadwch y ffeil â choma, neu fel llyfr gwaith Excel");
    static final Problem NOT_A_SPREADSHEET = Problem.of("not-a-spreadsheet",
            "This is not a spreadsheet: save it as CSV, as an Excel workbook (.xlsx) or as OpenDocument (.ods)",
            "Nid taenlen yw hon: cadwch hi fel CSV, fel llyfr gwaith Excel (.xlsx) neu fel OpenDocument (.ods)");
    static final Problem OLD_EXCEL = Problem.of("old-excel-file",
            "The file is of an old version of Excel, or protected by a password: save it as an Excel workbook (.xlsx) without one",
            "Mae’r ffeil o hen fersiwn o Excel, neu wedi’i diogelu â chyfrinair: cadwch hi fel llyfr gwaith Excel (.xlsx) heb un");
    static final Problem PROTECTED = Problem.of("protected-file",
            "The file is protected by a password: save it without one",
            "Mae’r ffeil wedi’i diogelu â chyfrinair: cadwch hi heb un");
    static final Problem DAMAGED = Problem.of("damaged-spreadsheet",
            "The file is damaged: open it in your spreadsheet program and save it again",
            "Mae’r ffeil wedi’i difrodi: agorwch hi yn eich rhaglen daenlen a’i chadw eto");
    static final Problem TOO_MUCH = Problem.of("too-much-in-spreadsheet",
            "There is far more in the file than recipients: copy the rows into a new spreadsheet",
            "Mae llawer mwy na derbynwyr yn y ffeil: copïwch y rhesi i daenlen newydd");

    private FileProblems() {}
}
