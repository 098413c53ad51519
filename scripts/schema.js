// Prisma requires the provider as a literal, so one description of the models needs one schema file for each database.
// This script writes both from prisma/models.prisma, so that they always agree.
//
//   node scripts/schema.js           writes both files
//   node scripts/schema.js --check   changes nothing, exits with 1 if a file is out of date
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(import.meta.dirname, '..')

/** The folder under prisma/ and src/store/generated/, and what Prisma calls the database. */
export const databases = /** @type {const} */ ([
  { name: 'sqlite', provider: 'sqlite' },
  { name: 'postgres', provider: 'postgresql' },
])

/**
 * The text of one schema file. In SQLite only the type `Int` counts up, and has 64 bits as `BigInt` has in Postgres.
 *
 * @param {string} models the content of prisma/models.prisma
 * @param {{ name: string, provider: string }} database
 * @returns {string}
 */
export function schemaText(models, { name, provider }) {
  return `// Made by "npm run schema" from prisma/models.prisma. Edit that file, not this one.

generator client {
  provider        = "prisma-client"
  output          = "../../src/store/generated/${name}"
  previewFeatures = ["strictUndefinedChecks", "partialIndexes"]
  engineType      = "client"
  runtime         = "nodejs"
}

datasource db {
  provider = "${provider}"
}

${name === 'sqlite' ? models.replaceAll(/\bBigInt(?= +@id @default\(autoincrement\(\)\))/g, 'Int   ') : models}`
}

/**
 * Writes the schema files, or only compares them with `check`.
 *
 * @param {{ check: boolean }} options
 * @returns {string[]} the files that did not agree with models.prisma
 */
export function writeSchemas({ check }) {
  const models = readFileSync(join(root, 'prisma/models.prisma'), 'utf8')
  const stale = []
  for (const database of databases) {
    const file = `prisma/${database.name}/schema.prisma`
    const wanted = schemaText(models, database)
    const found = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined
    if (found === wanted) continue
    stale.push(file)
    if (!check) writeFileSync(join(root, file), wanted)
  }
  return stale
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  const stale = writeSchemas({ check })
  if (check && stale.length > 0) {
    console.error(`${stale.join(' and ')}: not what prisma/models.prisma says. Run "npm run schema".`)
    process.exitCode = 1
  } else if (stale.length > 0) {
    console.log(`Wrote ${stale.join(' and ')}.`)
  }
}
