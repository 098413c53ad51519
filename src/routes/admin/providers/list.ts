import type Router from 'koa-router'
import type { Backend } from '../../../backends/backend.js'
import { ERROR_KINDS } from '../../../errors.js'
import type { ProviderLine } from '../../../views/index.js'
import { page, type Parts, queryParameter } from '../../parts.js'
import { requireAdmin } from '../administrator.js'
import { adminFrame } from '../frame.js'
import { type Provider, providerOf } from './state.js'

const PAGE = 100

/** All ways to sign in that there are, wherever they come from. */
export function listProvidersRoutes(router: Router, parts: Parts): void {
  router.get('/admin/providers', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const after = queryParameter(ctx, 'after')
    const rows = await parts.store.addedBackends(after, PAGE + 1)
    const added = rows.slice(0, PAGE).flatMap((row) => providerOf(parts, row) ?? [])
    const last = rows.length > PAGE ? rows[PAGE - 1]?.name : undefined
    const more = last === undefined ? null : new URLSearchParams({ after: last }).toString()
    // Those of the settings come first, on the first page.
    const fixed = after === null ? parts.registry.fixed().map(fixedLine) : []
    const providers = [...fixed, ...added.map(lineOf)]
    page(
      ctx,
      parts.views.render({
        name: 'admin/providers',
        ...adminFrame(ctx, current, 'providers'),
        ...{ providers, more },
      }),
    )
  })
}

function fixedLine({ name, label, icon, builtIn }: Backend): ProviderLine {
  return { name, label, icon, state: builtIn === true ? 'built-in' : 'settings', note: null }
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
