import { z } from 'zod'
import type { Site } from './site.js'

const Line = z
  .object({ error: z.string(), detail: z.string().nullish() })
  .transform(({ error, detail }) => ({ code: error, detail: detail ?? '' }))

/** The code of the latest refusal that the site logged, and its detail, which is for operators. */
export function lastRefusal({ logged }: Pick<Site, 'logged'>): { code: string; detail: string } {
  const line = logged.findLast((each) => /"msg":"request (refused|failed)"/.test(each))
  if (line === undefined) throw new Error('nothing was refused')
  return Line.parse(JSON.parse(line))
}
