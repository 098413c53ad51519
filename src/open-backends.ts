import type { Middleware } from 'koa'
import type { Definition } from './backends/definition.js'
import { makeBackend } from './backends/make-backend.js'
import { parseDefinitions } from './backends/parse-definitions.js'
import { Registry } from './backends/registry.js'
import { type Demo, startDemo } from './demo/demo.js'
import { sendsMail } from './mail/open-outbox.js'
import { createOutbound, type OutboundFetch } from './outbound/outbound.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import type { Views } from './views/index.js'

/** The backends of the settings, and the demo provider where there is one. */
export interface OpenBackends {
  readonly registry: Registry
  readonly demo: Middleware | null
  /** Hangs up on all providers. */
  close(): void
}

/**
 * Makes the backends that the settings describe; no provider is asked anything yet.
 * @throws SettingsError with all faults of all backends
 */
export async function openBackends(parts: {
  readonly settings: Settings
  readonly views: Views
  readonly now: () => Date
}): Promise<OpenBackends> {
  const demo = await demoFor(parts.settings, parts.views)
  const ways = new WaysOut()
  const registry = registryFor(parts.settings, demo, ways, parts.now)
  return {
    registry,
    demo: demo?.middleware ?? null,
    close: () => {
      ways.close()
    },
  }
}

function redirectUri(settings: Settings, name: string): string {
  return `${settings.baseUrl}/complete/${name}`
}

async function demoFor(settings: Settings, views: Views): Promise<Demo | null> {
  if (!settings.demo || Object.hasOwn(settings.rawBackends, 'demo')) return null
  const { baseUrl, basePath } = settings
  return startDemo({ baseUrl, basePath, redirectUri: redirectUri(settings, 'demo'), views })
}

// Demo ID lives on this very server, so it may be reached over http and on a private address whatever the settings say.
function registryFor(settings: Settings, demo: Demo | null, ways: WaysOut, now: () => Date): Registry {
  const { allowInsecureIssuers } = settings
  const { definitions, faults } = parseDefinitions(settings.rawBackends, { allowInsecureIssuers })
  faults.push(...faultsWithoutMail(settings, definitions))
  if (faults.length > 0) throw new SettingsError(faults)
  const builtIn = demo
    ? parseDefinitions({ demo: demo.definition }, { allowInsecureIssuers: true }).definitions
    : []
  const make = (allowInsecure: boolean) => (definition: Definition) =>
    makeBackend(definition, {
      redirectUri: redirectUri(settings, definition.name),
      fetch: ways.open(allowInsecure),
      allowInsecure,
      now,
    })
  return new Registry([...definitions.map(make(allowInsecureIssuers)), ...builtIn.map(make(true))])
}

function faultsWithoutMail(settings: Settings, definitions: readonly Definition[]): readonly string[] {
  const asking = sendsMail(settings) ? [] : definitions.filter(({ validateEmail }) => validateEmail)
  return asking.map(
    ({ name }) =>
      `Backend ${JSON.stringify(name)}, field "validateEmail": needs mail; set SMTP_URL and MAIL_FROM, or remove it.`,
  )
}

/**
 * The ways out of this process, one for each backend: where several live behind one host name, one that hangs must not
 * use up the connections of the others.
 */
class WaysOut {
  readonly #open: OutboundFetch[] = []

  open(allowPrivate: boolean): OutboundFetch {
    const fetch = createOutbound({ allowPrivate })
    this.#open.push(fetch)
    return fetch
  }

  close(): void {
    this.#open.forEach((fetch) => {
      fetch.destroy()
    })
  }
}
