// Finds `portcullis.config.ts`, `.js` or `.mjs` in a folder. Only the program and the command line look for it; a program
// that embeds Portcullis passes its configuration itself.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SettingsError } from '../settings/settings-error.js'

const TYPESCRIPT = 'portcullis.config.ts'
const JAVASCRIPT = ['portcullis.config.js', 'portcullis.config.mjs'] as const
const SYNTAX_CHECK_TIMEOUT_MS = 5000

/**
 * Imports the configuration of a folder; null when there is none.
 * @param canStripTypes whether this Node.js reads TypeScript (22.18, 23.6 and newer do)
 * @throws SettingsError when there are two, when it cannot be read here, or when it throws
 */
export async function loadConfig(folder: string, canStripTypes: boolean): Promise<unknown> {
  const name = findConfig(folder, canStripTypes)
  if (name === null) return null
  const url = pathToFileURL(join(folder, name)).href
  const module: unknown = await waitForModule(name, import(url)).catch((error: unknown) => {
    if (error instanceof SettingsError) throw error
    throw new SettingsError([describeFailure(name, url, error)])
  })
  const config = typeof module === 'object' && module !== null && 'default' in module ? module.default : null
  if (typeof config === 'object' && config !== null) return config
  throw new SettingsError([describeExports(name, module)])
}

// The compiled file of a TypeScript one counts where Node.js cannot read that.
function findConfig(folder: string, canStripTypes: boolean): string | null {
  const found = JAVASCRIPT.filter((name) => existsSync(join(folder, name)))
  if (found.length > 1)
    throw new SettingsError([`There are both ${found.join(' and ')}. Remove one of them.`])
  if (!existsSync(join(folder, TYPESCRIPT))) return found[0] ?? refuseOtherNames(folder)
  if (canStripTypes) return TYPESCRIPT
  if (found[0] !== undefined) return found[0]
  throw new SettingsError([
    `${TYPESCRIPT} cannot be read by Node.js ${process.versions.node}. Use Node.js 22.18 or newer, or compile it to ${JAVASCRIPT[0]}.`,
  ])
}

/** Without this check, a configuration with another ending would be ignored silently. */
function refuseOtherNames(folder: string): null {
  const other = readdirSync(folder).find((name) => /^portcullis\.config\.\w+$/.test(name))
  if (other === undefined) return null
  throw new SettingsError([
    `${other} is not read. Rename it to portcullis.config.ts, .js or .mjs, and write: export default defineConfig({ … }).`,
  ])
}

/** Waits for a module. If nothing is left that could settle its `await`, Node.js would end the process silently. */
async function waitForModule(name: string, module: Promise<unknown>): Promise<unknown> {
  let fail = () => {}
  const stuck = new Promise<never>((_, reject) => {
    fail = () => {
      reject(
        new SettingsError([
          `${name} awaits a promise that nothing settles. Correct the await at its top level.`,
        ]),
      )
    }
  })
  process.once('beforeExit', fail)
  try {
    return await Promise.race([module, stuck])
  } finally {
    process.off('beforeExit', fail)
  }
}

function describeExports(name: string, module: unknown): string {
  const named = Object.entries(module ?? {}).find(
    ([, value]) => typeof value === 'object' && value !== null,
  )?.[0]
  return named === undefined || named === 'default'
    ? `${name} exports no configuration. Write: export default defineConfig({ … }).`
    : `${name} exports ${named}, but has no default export. Write: export default ${named}.`
}

function describeFailure(name: string, url: string, error: unknown): string {
  if (!(error instanceof Error)) {
    const value = typeof error === 'string' ? JSON.stringify(error) : `a value of the type ${typeof error}`
    return `${name} cannot be read: it throws ${value}, which is not an Error. Correct it there.`
  }
  const isSyntax = error.name === 'SyntaxError'
  if (isSyntax && /^(?:Cannot use import statement|Unexpected token 'export')/.test(error.message)) {
    const rename = name === TYPESCRIPT ? '' : `, or rename the file to ${JAVASCRIPT[1]}`
    return `${name} is an ES module, and package.json does not say so. Write "type": "module" there${rename}.`
  }
  const message = `${error.name}: ${error.message.split('\n')[0] ?? ''}`.replace(/[.\s]*$/, '')
  const place = isSyntax ? placeOfSyntaxError(url) : placeInConfig(error)
  const where = place === null || message.includes(place) ? '' : ` (${place})`
  return `${name} cannot be read: ${message}${where}. Correct it there.`
}

function placeInConfig(error: Error): string | null {
  return /((?:file:\/\/)?\/[^\s()]*portcullis\.config[^\s()]*)/.exec(error.stack ?? '')?.[1] ?? null
}

/**
 * The file and line of a syntax error, in the configuration or in what it imports. Node.js tells them only where an error ends
 * a process, so another process imports the file. It runs none of it, because modules are all compiled before the first runs.
 */
function placeOfSyntaxError(url: string): string | null {
  const program = `await import(${JSON.stringify(url)})`
  const { stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, '--input-type=module', '--eval', program],
    { encoding: 'utf8', timeout: SYNTAX_CHECK_TIMEOUT_MS, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  return /^((?:file:\/\/)?\/\S+:\d+)$/m.exec(stderr)?.[1] ?? null
}
