import { defineConfig } from 'portcullis'
import { z } from 'zod'
import { askTeam, checkStaff, grant, welcome } from './steps.js'

export default defineConfig({
  baseUrl: 'http://localhost:3000',
  database: 'file:./data/portcullis.db',
  user: {
    fields: z.object({
      team: z.enum(['sales', 'support']).nullable().default(null),
      phone: z.string().nullable().default(null),
    }),
    roles: ['editor'],
  },
  pipeline: (steps) =>
    steps
      .after('checkAllowed', checkStaff)
      .after('decideUser', askTeam)
      .before('createUser', grant)
      .after('createUser', welcome),
})
