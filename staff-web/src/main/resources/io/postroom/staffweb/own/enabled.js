// Tells the design system's styles, before the page is drawn, that scripts run.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
