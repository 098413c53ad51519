// Comfort on the pages for providers: addresses are copied by a button, and follow the name while one types it.
// Without this script they can be selected and copied by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  if (!field || !navigator.clipboard) continue
  const words = button.firstChild
  button.hidden = false
  button.addEventListener('click', async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
      words.textContent = 'Copied'
    } catch {
      // It is selected: the keyboard can copy it.
      words.textContent = 'Press Ctrl+C'
    }
  })
}

for (const field of document.querySelectorAll('input.address')) {
  field.addEventListener('focus', () => field.select())
}

const name = document.getElementById('field-name')
name?.addEventListener('input', () => {
  for (const field of document.querySelectorAll('[data-before]')) {
    field.value = field.dataset.before + name.value.trim()
  }
})
