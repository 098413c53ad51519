// docs/errors.md and docs/presets.md have parts that people write, and parts that this script writes from src/errors.ts and
// src/backends/presets, so that the documents always say what the program says.
//
//   node scripts/docs.js           writes the files
//   node scripts/docs.js --check   changes nothing, exits 1 when a file is not what it should be
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

const ROOT = join(import.meta.dirname, '..')
/** The texts that errors have, and what makes sentences of them. */
const LOCALES = readdirSync(join(ROOT, 'src/locales')).map((file) => `locales/${file.replace(/\.ts$/, '')}`)

/**
 * Compiles source files that import nothing but each other and loads some of them, so that no build is needed before.
 *
 * @param {string[]} loaded names below src, without their ending
 * @param {string[]} others what those import
 * @returns {Promise<any>} the exports of all that are loaded
 */
async function loadSource(loaded, others) {
  const directory = mkdtempSync(join(tmpdir(), 'docs-'))
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  try {
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
    for (const file of new Set([...loaded, ...others])) {
      const source = readFileSync(join(ROOT, 'src', `${file}.ts`), 'utf8')
      mkdirSync(dirname(join(directory, file)), { recursive: true })
      writeFileSync(join(directory, `${file}.js`), ts.transpileModule(source, { compilerOptions }).outputText)
    }
    const modules = loaded.map((file) => import(pathToFileURL(join(directory, `${file}.js`)).href))
    return Object.assign({}, ...(await Promise.all(modules)))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/**
 * The text as prettier writes it.
 *
 * @param {string} file
 * @param {string} text
 */
async function formatted(file, text) {
  return format(text, { ...(await resolveConfig(join(ROOT, file))), parser: 'markdown' })
}

/**
 * docs/errors.md with its example and its table made anew.
 *
 * @param {string} text the document as it is
 * @returns {Promise<string>}
 */
export async function errorsDocument(text) {
  /** @type {Record<string, import('../src/errors.ts').ErrorKind>} */
  const kinds = (await loadSource(['errors'], LOCALES)).ERROR_KINDS
  const { status, title, message } = kinds.attempt_expired
  const problem = {
    type: 'urn:portcullis:error:attempt_expired',
    title,
    status,
    detail: message,
    code: 'attempt_expired',
    reference: 'K7QM2XHD',
  }
  const rows = Object.entries(kinds).map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`,
  )
  const table = ['| code | status | what happened | what to do |', '| --- | --- | --- | --- |', ...rows]
  const next = text
    .replace(/```json\n[^]*?\n```/, () => `\`\`\`json\n${JSON.stringify(problem, null, 2)}\n\`\`\``)
    .replace(/^\| code [^]*/m, () => table.join('\n'))
  return formatted('docs/errors.md', next)
}

/**
 * docs/presets.md with its table and the sections of the presets made anew.
 *
 * @param {string} text the document as it is
 * @returns {Promise<string>}
 */
export async function presetsDocument(text) {
  const files = readdirSync(join(ROOT, 'src/backends/presets')).map(
    (file) => `backends/presets/${file.replace(/\.ts$/, '')}`,
  )
  /** @type {typeof import('../src/backends/presets/index.ts') & typeof import('../src/locales/locales.ts')} */
  const { describeParameter, getPreset, listQuirks, presetNames, ENGLISH } = await loadSource(
    ['backends/presets/index', 'locales/locales'],
    [...files, ...LOCALES],
  )
  const presets = presetNames.map((name) =>
    presetParts(name, getPreset(name), {
      quirks: listQuirks(name, ENGLISH),
      describe: (parameter) => describeParameter(parameter, ENGLISH),
    }),
  )
  const table = [
    '| preset | provider | parameters (and their default) |',
    '| --- | --- | --- |',
    ...presets.map(({ row }) => row),
    '',
    '',
  ]
  const next = text
    .replace(/^\| preset [^]*?\n\n/m, () => table.join('\n'))
    .replace(
      /^## [^]*?(?=^## Providers without a preset$)/m,
      () => `${presets.map(({ section }) => section).join('\n\n')}\n\n`,
    )
  return formatted('docs/presets.md', next)
}

/**
 * The row of the table and the section of one preset.
 *
 * @param {string} name
 * @param {import('../src/backends/presets/index.ts').Preset} preset
 * @param {{ quirks: readonly string[], describe: (parameter: import('../src/backends/presets/index.ts').Parameter) => string }} texts
 * @returns {{ row: string, section: string }}
 */
function presetParts(name, preset, { quirks, describe }) {
  const { provider, registration, requestedData, details, example, parameters } = preset
  const entries = Object.entries(parameters ?? {})
  const cell = entries.map(([key, { defaultValue }]) =>
    defaultValue === undefined ? `\`${key}\`` : `\`${key}\` (\`${defaultValue}\`)`,
  )
  const described = entries.map(([key, parameter]) => {
    const { defaultValue } = parameter
    const fallback = defaultValue === undefined ? '' : ` Without it: \`${defaultValue}\`.`
    return `- \`${key}\`: ${describe(parameter)}.${fallback}`
  })
  const required = entries.filter(([, { defaultValue }]) => defaultValue === undefined)
  const written = {
    ...Object.fromEntries(required.map(([key, { example: value }]) => [key, value])),
    ...example,
  }
  const definition = {
    [name]: { preset: name, ...written, clientId: 'the client ID', clientSecret: 'the client secret' },
  }
  const section = [
    `## ${name}`,
    `Where to register: ${registration}.\\\nWhat people are asked to share: ${requestedData}.`,
    [...described, ...quirks.map((quirk) => `- ${quirk}`)].join('\n'),
    ...(details === undefined
      ? []
      : [`[${details.replace(/#.*/, '')}](${details}) describes the registration and the details.`]),
    ...(Object.keys(written).length === 0
      ? []
      : [`\`\`\`json\n${JSON.stringify(definition, null, 2)}\n\`\`\``]),
  ]
  return {
    row: `| \`${name}\` | ${provider} | ${cell.join(', ') || 'none'} |`,
    section: section.join('\n\n'),
  }
}

const DOCUMENTS = [
  { file: 'docs/errors.md', source: 'src/errors.ts', rewrite: errorsDocument },
  { file: 'docs/presets.md', source: 'src/backends/presets', rewrite: presetsDocument },
]

/** @param {string[]} args */
async function main(args) {
  for (const { file, source, rewrite } of DOCUMENTS) {
    const path = join(ROOT, file)
    const found = readFileSync(path, 'utf8')
    const wanted = await rewrite(found)
    if (found === wanted) continue
    if (args.includes('--check')) {
      console.error(`${file} is not what ${source} says. Run "npm run docs".`)
      process.exitCode = 1
    } else writeFileSync(path, wanted)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
