package io.postroom.staffweb.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The pages for people who are not signed in. */
@Controller
public class OpenPages {
    /** After signing out. */
    @GetMapping("/signed-out")
    String signedOut() {
        return "signed-out";
    }

    /** When the issuer or the browser did not play along. */
    @GetMapping("/sign-in-failed")
    String signInFailed() {
        return "sign-in-failed";
    }
}
