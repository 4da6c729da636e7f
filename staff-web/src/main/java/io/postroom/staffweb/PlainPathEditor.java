package io.postroom.staffweb;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;

/** A path of the file system as it is written: a relative one is relative to where the process was started, as everywhere else. */
public final class PlainPathEditor extends PropertyEditorSupport {
    @Override
    public void setAsText(String text) {
        setValue(text.isBlank() ? null : Path.of(text.strip()));
    }
}
