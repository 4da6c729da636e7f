// The design system's own improvements; every page works without them.
import { initAll } from '/webjars/govuk-frontend/5.14.0/dist/govuk/govuk-frontend.min.js'
initAll()
