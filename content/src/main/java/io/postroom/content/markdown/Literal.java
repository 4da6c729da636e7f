package io.postroom.content.markdown;

import org.commonmark.node.Text;

/** Text that was escaped, and so is shown exactly as it is: no typography, no addresses found in it. */
public final class Literal extends Text {

    Literal(String literal) {
        super(literal);
    }
}
