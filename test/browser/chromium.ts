import { type Browser, chromium } from 'playwright-core'

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Debian's chromium-headless-shell otherwise draws letters in another way than its chromium, and than our pictures.
  '--font-render-hinting=slight',
]

/** A real Chromium, with these arguments besides; scripts/jest.js finds it and names it in CHROMIUM. */
export function openChromium(...more: readonly string[]): Promise<Browser> {
  const executablePath = process.env['CHROMIUM']
  if (executablePath === undefined)
    throw new Error('CHROMIUM does not name a browser: run "npm run test:suites"')
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] })
}
