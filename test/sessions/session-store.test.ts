import { Encrypter } from '../../src/crypto/encryption.js'
import { cookieSessions } from '../../src/sessions/stores/cookie.js'
import { databaseSessions } from '../../src/sessions/stores/database.js'
import { sessionStoreConforms } from './conformance.js'

// Redis has to pass the same, in test/redis/.
sessionStoreConforms('the database', ({ store, now }) => Promise.resolve(databaseSessions(store, now)), {
  lists: true,
  notesUse: true,
  remembersPlace: true,
})

const encrypter = new Encrypter(['another test key of more than thirty-two bytes'])

sessionStoreConforms(
  'cookies',
  ({ store, now }) => Promise.resolve(cookieSessions({ encrypter, store, clock: now })),
  {
    lists: false,
    notesUse: false,
    remembersPlace: false,
  },
)
