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
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return new RejectedPerson(id, 'it is not JSON')
  }
}
