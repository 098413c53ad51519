// Makes the pages for providers more comfortable: a button copies each address, and the addresses follow the name while it
// is typed. Without this script, the addresses can be selected and copied by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  if (!field || !navigator.clipboard) continue
  const words = button.firstChild
  button.hidden = false
  button.addEventListener('click', async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
      words.textContent = button.dataset.copied
    } catch {
      // The text is selected, so the keyboard can copy it.
      words.textContent = button.dataset.copyKeys
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
