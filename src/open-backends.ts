import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { AddedBackends, type MadeBackend } from './backends/added-backends.js'
import { callbackAddress } from './backends/callback-address.js'
import type { Definition } from './backends/definition.js'
import { faultsWithoutMail } from './backends/lacks-mail.js'
import { makeBackend } from './backends/make-backend.js'
import { Inquiry } from './backends/inquiry.js'
import { parseDefinitions } from './backends/parse-definitions.js'
import { Registry } from './backends/registry.js'
import type { Vault } from './crypto/vault.js'
import { type Demo, startDemo } from './demo/demo.js'
import { sendsMail } from './mail/open-outbox.js'
import type { createOutbound } from './outbound/outbound.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'
import type { Views } from './views/index.js'

/** How long an administrator waits for what a provider says about itself. */
const INQUIRY_MS = 9000

/** The backends of the settings and of administrators, and the demo provider where there is one. */
export interface OpenBackends {
  readonly registry: Registry
  readonly added: AddedBackends
  /** Asks providers about themselves before they are added. */
  readonly inquiry: Inquiry
  readonly demo: Middleware | null
  /** Hangs up on all providers. */
  close(): void
}

/** What backends are made with. */
export interface BackendParts {
  readonly settings: Settings
  readonly store: Store
  readonly vault: Vault
  readonly views: Views
  readonly log: Logger
  readonly now: () => Date
  /** Makes the ways out to providers. */
  readonly openOutbound: typeof createOutbound
}

/**
 * Makes the backends that the settings describe and those that administrators have added; no provider is asked anything yet.
 * @throws SettingsError with all faults of all backends of the settings
 */
export async function openBackends(parts: BackendParts): Promise<OpenBackends> {
  const { settings, store, vault, log, now, openOutbound } = parts
  const demo = await demoFor(settings, parts.views)
  const fixed = fixedBackends(parts, demo)
  const registry = new Registry(fixed.map(({ backend }) => backend))
  const rules = { allowInsecureIssuers: settings.allowInsecureIssuers }
  const added = new AddedBackends({
    ...{ store, vault, registry, rules, log, now },
    make: (definition) => openBackend(definition, parts, settings.allowInsecureIssuers),
  })
  const allowInsecure = settings.allowInsecureIssuers
  const open = () => openOutbound({ allowPrivate: allowInsecure })
  const inquiry = new Inquiry({ allowInsecure, now, deadlineMs: INQUIRY_MS, open })
  const close = () => {
    added.close()
    for (const each of fixed) each.close()
  }
  try {
    await added.start()
  } catch (error) {
    close()
    throw error
  }
  return { registry, added, inquiry, demo: demo?.middleware ?? null, close }
}

const DEMO = { name: 'demo', callbackSlash: false }

async function demoFor(settings: Settings, views: Views): Promise<Demo | null> {
  if (!settings.demo || Object.hasOwn(settings.rawBackends, 'demo')) return null
  const { baseUrl, basePath } = settings
  return startDemo({ baseUrl, basePath, redirectUri: callbackAddress(baseUrl, DEMO), views })
}

// Demo ID lives on this very server, so it may be reached over http and on a private address whatever the settings say.
function fixedBackends(parts: BackendParts, demo: Demo | null): readonly MadeBackend[] {
  const { settings } = parts
  const { allowInsecureIssuers } = settings
  const { definitions, faults } = parseDefinitions(settings.rawBackends, { allowInsecureIssuers })
  faults.push(...faultsWithoutMail(definitions, { sendsMail: sendsMail(settings) }))
  if (faults.length > 0) throw new SettingsError(faults)
  const builtIn = demo
    ? parseDefinitions({ demo: demo.definition }, { allowInsecureIssuers: true }).definitions
    : []
  return [
    ...definitions.map((definition) => openBackend(definition, parts, allowInsecureIssuers)),
    ...builtIn.map((definition) => asBuiltIn(openBackend(definition, parts, true))),
  ]
}

function asBuiltIn(made: MadeBackend): MadeBackend {
  return { ...made, backend: { ...made.backend, builtIn: true } }
}

// Each has a way out of its own: where several live behind one host name, one that hangs must not use up the connections
// of the others.
function openBackend(
  definition: Definition,
  { settings, now, openOutbound }: BackendParts,
  allowInsecure: boolean,
): MadeBackend {
  const fetch = openOutbound({ allowPrivate: allowInsecure })
  const backend = makeBackend(definition, {
    redirectUri: callbackAddress(settings.baseUrl, definition),
    ...{ fetch, allowInsecure, now },
  })
  return {
    backend,
    close: () => {
      fetch.destroy()
    },
  }
}
