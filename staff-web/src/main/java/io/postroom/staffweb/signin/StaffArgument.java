package io.postroom.staffweb.signin;

import io.postroom.staffweb.access.ClaimRoles;
import io.postroom.staffweb.access.Staff;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands controllers the person who is signed in, as their ID token describes them. */
public final class StaffArgument implements HandlerMethodArgumentResolver {
    private final String rolesClaim;

    /** With the claim that holds roles. */
    public StaffArgument(String rolesClaim) {
        this.rolesClaim = rolesClaim;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Staff.class);
    }

    @Override
    public Staff resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer model,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        Staff staff = of(request.getUserPrincipal());
        if (staff == null) {
            throw new AccessDeniedException("Nobody is signed in.");
        }
        return staff;
    }

    /** The person behind a principal, or null where nobody is signed in. */
    public @Nullable Staff of(@Nullable Principal principal) {
        if (!(principal instanceof Authentication authentication)
                || !(authentication.getPrincipal() instanceof OidcUser user)) {
            return null;
        }
        String id = Objects.requireNonNull(user.getSubject(), "An ID token has a subject.");
        String name = user.getFullName();
        return new Staff(id, name == null ? id : name,
                ClaimRoles.of(user.getClaims().get(rolesClaim)));
    }
}
