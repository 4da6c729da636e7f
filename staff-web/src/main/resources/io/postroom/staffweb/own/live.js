// Replaces the part of a page that changes by itself, without loading the page again; loads it when it becomes another one
// or changes no more.
const part = document.getElementById('live')
const look = async () => {
  try {
    const answer = await fetch(part.dataset.from, { headers: { Accept: 'text/html' }, redirect: 'error' })
    if (!answer.ok) throw new Error('no answer')
    if (answer.headers.get('X-Stands') !== part.dataset.stands) {
      window.location.reload()
      return
    }
    const read = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live')
    if (!read.hasAttribute('data-moving')) {
      window.location.reload()
      return
    }
    part.replaceChildren(...read.childNodes)
  } catch (away) {
    // The next look may succeed.
  }
  window.setTimeout(look, 1500)
}
if (part) window.setTimeout(look, 1000)
