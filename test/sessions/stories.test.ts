import { sessionStories } from './stories.js'

sessionStories('the database', () => ({}), { lists: true, notesUse: true, remembersPlace: true })

sessionStories('cookies', () => ({ SESSION_STORE: 'cookie' }), {
  lists: false,
  notesUse: false,
  remembersPlace: false,
})
