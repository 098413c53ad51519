/** Proofs for `tsc --noEmit`: the events that a configuration and a server hear. Nothing here is ever run. */
import { z } from 'zod'
import { defineConfig } from '../../src/config/config.js'
import type { EventMap } from '../../src/event-map.js'
import type { PortcullisServer } from '../../src/embedding.js'

declare const use: (...values: readonly unknown[]) => void

const base = { baseUrl: 'https://shop.example', database: 'file:./shop.db' } as const
const user = { fields: z.object({ city: z.string() }), roles: ['editor'] } as const

export const config = defineConfig({
  ...base,
  user,
  on: {
    'signed-in': ({ user: person, isNew, session }) => {
      const city: string = person.fields.city
      const role: 'editor' | undefined = person.roles[0]
      use(city, role, isNew, session.kind)
    },
    'user-deleted': async ({ user: gone }) => {
      const { id } = gone
      // @ts-expect-error -- nothing else is known of a deleted user
      await Promise.resolve([id, gone.username])
    },
  },
  webhooks: [{ url: 'https://crm.example', secret: ['whsec_new', 'whsec_old'], events: ['user-deleted'] }],
})

export const wrong = [
  // @ts-expect-error -- there is no such event
  defineConfig({ ...base, on: { 'signed-on': () => undefined } }),
  // @ts-expect-error -- nor can a webhook want it
  defineConfig({ ...base, webhooks: [{ url: 'https://crm.example', secret: 'x', events: ['signed-on'] }] }),
  defineConfig({
    ...base,
    on: {
      'signed-out': ({ session }) => {
        // @ts-expect-error -- a session that ended may have no name
        use(session.id)
      },
    },
  }),
]

export function listen(server: PortcullisServer): () => void {
  // @ts-expect-error -- there is no such event
  server.on('signed-on', () => undefined)
  return server.on('user-changed', ({ changed, user: person }) => {
    use(changed.join(), person.roles)
  })
}

// A receiver that handles these handles all.
export const all: Record<keyof EventMap<unknown>, true> = {
  'signed-in': true,
  'signed-out': true,
  'sign-in-refused': true,
  'sign-in-paused': true,
  'user-created': true,
  'user-changed': true,
  'user-enabled': true,
  'user-disabled': true,
  'user-deleted': true,
  'account-linked': true,
  'account-unlinked': true,
}
