import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { RejectedPerson } from '../candidate.js'

const MAX_LINE_LENGTH = 100_000

/** People from a stream of JSON, one on each line, as `Imported` of the public types has them. Empty lines are skipped. */
export async function* readJsonLines(input: Readable): AsyncGenerator {
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    const text = line.replace(/^\uFEFF/, '').trim()
    if (text !== '') yield parseLine(text, number)
  }
}

function parseLine(text: string, number: number): unknown {
  const id = `(line ${number})`
  if (text.length > MAX_LINE_LENGTH)
    return new RejectedPerson(id, `it is longer than ${MAX_LINE_LENGTH} characters`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return new RejectedPerson(id, 'it is not JSON')
  }
  // A person without an ID could be found in the file by the line only.
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new RejectedPerson(id, 'it is not a JSON object')
  return 'id' in value && typeof value.id === 'string'
    ? value
    : new RejectedPerson(id, 'the member id is missing, or is not a string')
}
