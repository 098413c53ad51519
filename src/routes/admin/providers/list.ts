import type Router from 'koa-router'
import { ERROR_KINDS } from '../../../errors.js'
import type { ProviderLine } from '../../../views/index.js'
import { page, type Parts } from '../../parts.js'
import { requireAdmin } from '../administrator.js'
import { adminFrame } from '../frame.js'
import { type Provider, providerOf } from './state.js'

/** All ways to sign in that there are, wherever they come from. */
export function listProvidersRoutes(router: Router, parts: Parts): void {
  router.get('/admin/providers', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const rows = await parts.store.addedBackends()
    const added = rows.flatMap((row) => providerOf(parts, row) ?? [])
    const fixed = parts.registry.fixed().map(({ name, label, icon }) => ({ name, label, icon }))
    const providers = [
      ...fixed.map((face) => ({ ...face, state: 'settings', note: null }) as const),
      ...added.map(lineOf),
    ]
    page(
      ctx,
      parts.views.render({
        name: 'admin/providers',
        ...adminFrame(ctx, current, 'providers'),
        providers,
      }),
    )
  })
}

function lineOf(provider: Provider): ProviderLine {
  const { row, label, icon, state } = provider
  return { name: row.name, label, icon, state, note: noteOf(provider) }
}

function noteOf({ state, faults, waiting, lacksMail }: Provider): string | null {
  if (state === 'hidden') return 'The settings define a way to sign in of this name, and they win.'
  if (state === 'broken') return faults.join(' ')
  if (lacksMail) return ERROR_KINDS.backend_needs_mail.sentence
  if (waiting === null) return null
  return `Version ${waiting.version} is ${waiting.testedAt === null ? 'not tested yet' : 'tested, but not in use'}.`
}
