package io.postroom.staffweb.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Remembers what was typed into a form that was answered by a page: refused input, or a check before something is done. A change of
 * language asks for that page by its address, and so finds what was typed again. Nothing is ever done by it: what acts listens to
 * POST alone. Of each session the last such form is kept, until another one is sent or its page is opened afresh.
 */
public final class TypedForms implements HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final String LAST = TypedForms.class.getName();
    private static final String LANGUAGE = "language";
    private static final String TOKEN = "_csrf";

    private record Last(String path, HashMap<String, String> fields) implements Serializable {
        @Override
        public String toString() {
            return "Last[" + path + "]";
        }
    }

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable ModelAndView answer) {
        HttpSession session = request.getSession(false);
        if (session == null || !"POST".equals(request.getMethod())) {
            return;
        }
        String view = answer == null ? null : answer.getViewName();
        if (view == null || view.startsWith("redirect:")) {
            session.removeAttribute(LAST);
            return;
        }
        HashMap<String, String> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        fields.remove(TOKEN);
        session.setAttribute(LAST, new Last(request.getRequestURI(), fields));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Typed.class);
    }

    @Override
    public Typed resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer model,
            NativeWebRequest asked, @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(asked.getNativeRequest(HttpServletRequest.class));
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(LAST) instanceof Last(String path, var fields))
                || !path.equals(request.getRequestURI())) {
            return new Typed(Map.of());
        }
        if (request.getParameter(LANGUAGE) == null) {
            session.removeAttribute(LAST);
            return new Typed(Map.of());
        }
        return new Typed(fields);
    }
}
