// docs/errors.md is made of its introduction, which people write, and of an example and a table, which this script
// writes from src/errors.ts, so that the document always says what the program says.
//
//   node scripts/docs.js           writes the file
//   node scripts/docs.js --check   changes nothing, exits 1 when the file is not what it should be
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

const file = join(import.meta.dirname, '..', 'docs/errors.md')

/**
 * The error table of src/errors.ts. That file imports nothing, so it can be compiled and read alone, before a build.
 *
 * @returns {Promise<Record<string, import('../src/errors.ts').ErrorKind>>}
 */
async function readErrorKinds() {
  const source = readFileSync(join(import.meta.dirname, '..', 'src/errors.ts'), 'utf8')
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(source, { compilerOptions })
  const url = `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`
  const { ERROR_KINDS } = await import(url)
  return ERROR_KINDS
}

/**
 * The document with its example and its table made anew.
 *
 * @param {string} text the document as it is
 * @returns {Promise<string>}
 */
export async function errorsDocument(text) {
  const kinds = await readErrorKinds()
  const { status, title, message } = kinds.attempt_expired
  const problem = {
    type: 'urn:portcullis:error:attempt_expired',
    ...{ title, status, detail: message, code: 'attempt_expired', reference: 'K7QM-2XHD' },
  }
  const rows = Object.entries(kinds).map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`,
  )
  const table = ['| code | status | what happened | what to do |', '| --- | --- | --- | --- |', ...rows]
  const next = text
    .replace(/```json\n[^]*?\n```/, () => `\`\`\`json\n${JSON.stringify(problem, null, 2)}\n\`\`\``)
    .replace(/^\| code [^]*/m, () => table.join('\n'))
  return format(next, { ...(await resolveConfig(file)), parser: 'markdown' })
}

/** @param {string[]} args */
async function main(args) {
  const found = readFileSync(file, 'utf8')
  const wanted = await errorsDocument(found)
  if (found === wanted) return
  if (!args.includes('--check')) {
    writeFileSync(file, wanted)
    return
  }
  console.error('docs/errors.md is not what src/errors.ts says. Run "npm run docs".')
  process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
