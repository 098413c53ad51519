import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A column of a table, as prisma/models.prisma describes it. */
export interface Column {
  readonly name: string
  readonly type: 'String' | 'Int' | 'BigInt' | 'Boolean' | 'DateTime' | 'Bytes'
  readonly isOptional: boolean
}

const FIELD = /^ {2}(\w+) +(String|Int|BigInt|Boolean|DateTime|Bytes)(\??)(?: |$)/

/** The columns of each table in prisma/models.prisma, by table, in the order of the file. */
export function readModels(): ReadonlyMap<string, readonly Column[]> {
  const text = readFileSync(join(import.meta.dirname, '../../prisma/models.prisma'), 'utf8')
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)\n\}/gm)]
  return new Map(
    models.map(([, table = '', body = '']) => [
      table,
      body.split('\n').flatMap((line) => {
        const [, name = '', type, optional] = FIELD.exec(line) ?? []
        return type === undefined
          ? []
          : [{ name, type: type as Column['type'], isOptional: optional === '?' }]
      }),
    ]),
  )
}
