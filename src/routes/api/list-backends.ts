import { z } from 'zod'
import type { Operation } from './operation.js'

const BackendSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    icon: z.string().nullable().describe('A slug of simple-icons, or null.'),
    loginUrl: z
      .string()
      .meta({ format: 'uri' })
      .describe('To be opened as a page; `next` may be added to it.'),
  })
  .meta({ id: 'Backend' })

const LoginMethodsSchema = z.object({
  backends: z.array(BackendSchema),
  passwords: z.boolean().describe('Whether `POST /api/login` takes passwords.'),
})

export const listBackends: Operation = {
  method: 'GET',
  path: '/api/backends',
  summary: 'The ways to sign in',
  description: 'What a page needs to draw its buttons.',
  security: [],
  responses: { 200: { description: 'Backends in the order of the login page.', schema: LoginMethodsSchema } },
  errors: [],
  handler:
    ({ registry, site, passwordBackend }) =>
    (ctx) => {
      const backends = registry.list().map(({ name, label, icon }) => ({
        ...{ name, label, icon },
        loginUrl: `${site.origin}${site.basePath}/login/${name}`,
      }))
      const response: z.infer<typeof LoginMethodsSchema> = { backends, passwords: passwordBackend !== null }
      ctx.body = response
    },
}
