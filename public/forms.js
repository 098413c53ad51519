// Makes forms more comfortable: a button shows a typed password, a field finds one of many providers, and a button that was
// pressed says that something happens. All forms work without this script.
for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal)
  if (!field) continue
  button.hidden = false
  button.addEventListener('click', () => {
    const isShown = field.type === 'text'
    field.type = isShown ? 'password' : 'text'
    button.setAttribute('aria-pressed', String(!isShown))
  })
  // A password manager saves, and a browser completes, only what is hidden again.
  field.form?.addEventListener('submit', () => {
    field.type = 'password'
    button.setAttribute('aria-pressed', 'false')
  })
}

for (const box of document.querySelectorAll('[data-find]')) {
  const entries = [...(document.getElementById(box.dataset.find)?.querySelectorAll('li') ?? [])]
  const noneFound = box.querySelector('[data-none-found]')
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  box.hidden = false
  box.querySelector('input')?.addEventListener('input', ({ target }) => {
    const words = fold(target.value).split(/\s+/)
    for (const entry of entries) entry.hidden = !words.every((word) => fold(entry.textContent).includes(word))
    if (noneFound) noneFound.hidden = entries.some((entry) => !entry.hidden)
  })
}

const shared = document.querySelector('[data-shared]')
if (shared) {
  shared.closest('label').hidden = false
  shared.addEventListener('change', () => {
    for (const way of document.querySelectorAll('a.button-brand, form:has(.button-brand)')) {
      const name = way.matches('a') ? 'href' : 'action'
      const url = new URL(way.getAttribute(name), location.href)
      url.searchParams.set('shared', shared.checked ? '1' : '0')
      way.setAttribute(name, url.href)
    }
  })
}

const busy = new Set()
function markBusy(element) {
  element.setAttribute('aria-busy', 'true')
  busy.add(element)
}
document.addEventListener('click', (event) => {
  const link = event.target.closest('a.button-brand')
  if (!link || event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  if (busy.has(link)) event.preventDefault()
  else markBusy(link)
})
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented || !event.submitter) return
  if (busy.has(event.submitter)) event.preventDefault()
  else markBusy(event.submitter)
})
// The page comes back as it was left, when the browser goes back to it.
addEventListener('pageshow', () => {
  for (const element of busy) element.removeAttribute('aria-busy')
  busy.clear()
})
