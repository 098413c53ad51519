/**
 * Drawings of Lucide (https://lucide.dev), under the ISC license, which is in public/lucide-license.txt: strokes of two units
 * on a grid of 24 by 24.
 */
const SYMBOLS = {
  laptop:
    'M18 5a2 2 0 0 1 2 2v8.526a2 2 0 0 0 .212.897l1.068 2.127a1 1 0 0 1-.9 1.45H3.62a1 1 0 0 1-.9-1.45l1.068-2.127A2 2 0 0 0 4 15.526V7a2 2 0 0 1 2-2zM20.054 15.987H3.946',
  smartphone: 'M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM12 18h.01',
  terminal: 'M12 19h8M4 17l6-6-6-6',
  tv: 'M17 2l-5 5-5-5M4 7h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z',
  copy: 'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
  'circle-alert': 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16h.01',
  'external-link': 'M15 3h6v6M10 14L21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
} as const

export type SymbolName = keyof typeof SYMBOLS

/** The path of a symbol, to be stroked. @throws Error for an unknown name, which shows in the first test of a template */
export function symbolPath(name: string): string {
  const path = Object.entries(SYMBOLS).find(([each]) => each === name)?.[1]
  if (path === undefined) throw new Error(`There is no symbol ${name}`)
  return path
}

/** The symbol of a client, by the kind of its session and what is known of its system. */
export function clientSymbol(kind: 'browser' | 'bearer' | 'device', program: string): SymbolName {
  if (kind === 'device') return 'tv'
  if (kind === 'bearer') return 'terminal'
  return /\b(?:Android|iOS|iPhone|iPad)\b/.test(program) ? 'smartphone' : 'laptop'
}
