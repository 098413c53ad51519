// Finds `portcullis.config.ts`, `.js` or `.mjs` in a folder. Only the program and the command line look for it; a program
// that embeds Portcullis passes its configuration itself.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SettingsError } from '../settings/settings-error.js'

const TYPESCRIPT = 'portcullis.config.ts'
const JAVASCRIPT = ['portcullis.config.js', 'portcullis.config.mjs'] as const

/**
 * Imports the configuration of a folder; null when there is none.
 * @param canStripTypes whether this Node.js reads TypeScript (22.18, 23.6 and newer do)
 * @throws SettingsError when there are two, when it cannot be read here, or when it throws
 */
export async function loadConfig(folder: string, canStripTypes: boolean): Promise<unknown> {
  const name = findConfig(folder, canStripTypes)
  if (name === null) return null
  const module: unknown = await import(pathToFileURL(join(folder, name)).href).catch((error: unknown) => {
    throw new SettingsError([`${name} cannot be read: ${describeFailure(error)} Correct it there.`])
  })
  const config = typeof module === 'object' && module !== null && 'default' in module ? module.default : null
  if (typeof config === 'object' && config !== null) return config
  throw new SettingsError([`${name} exports no configuration. Write: export default defineConfig({ … }).`])
}

// The compiled file of a TypeScript one counts where Node.js cannot read that.
function findConfig(folder: string, canStripTypes: boolean): string | null {
  const found = JAVASCRIPT.filter((name) => existsSync(join(folder, name)))
  if (found.length > 1)
    throw new SettingsError([`There are both ${found.join(' and ')}. Remove one of them.`])
  if (!existsSync(join(folder, TYPESCRIPT))) return found[0] ?? null
  if (canStripTypes) return TYPESCRIPT
  if (found[0] !== undefined) return found[0]
  throw new SettingsError([
    `${TYPESCRIPT} cannot be read by Node.js ${process.versions.node}. Use Node.js 22.18 or newer, or compile it to ${JAVASCRIPT[0]}.`,
  ])
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'it throws what is no error.'
  const place = /((?:file:\/\/)?\/[^\s()]*portcullis\.config[^\s()]*)/.exec(error.stack ?? '')?.[1]
  const message = `${error.name}: ${error.message.split('\n')[0] ?? ''}`.replace(/[.\s]*$/, '')
  return place === undefined ? `${message}.` : `${message} (${place}).`
}
